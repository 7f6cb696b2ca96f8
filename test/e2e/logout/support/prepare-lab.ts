import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchBrowser } from './browser.js';
import { type ScriptedServer, startScriptedServer } from './scripted-server.js';

/** What a test has: a server and a device of its own, in a browser that all tests of the file share. */
export interface TestLab {
  readonly server: ScriptedServer;
  readonly browser: Browser;
  readonly context: BrowserContext;
}

/** Prepares both before each test of a file, and clears them away after it. */
export function prepareLab(launch: () => Promise<Browser> = launchBrowser): TestLab {
  const lab = {} as { -readonly [Part in keyof TestLab]: TestLab[Part] };
  beforeAll(async () => {
    lab.browser = await launch();
  });
  afterAll(() => lab.browser.close());
  beforeEach(async () => {
    lab.server = await startScriptedServer();
    lab.context = await lab.browser.newContext();
  });
  afterEach(async () => {
    await lab.context.close();
    await lab.server.close();
  });
  return lab;
}
