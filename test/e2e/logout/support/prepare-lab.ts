import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { launchBrowser } from './browser.js';
import { type LabServer, startLabServer } from './lab-server.js';
import { createCookieBackend } from './cookie-backend.js';
import { inBothModes, type Mode } from './mode.js';
import { type ScriptedServer, startScriptedServer } from './scripted-server.js';
import { openTab } from './tab.js';

/** What a test has: a server and a device of its own, in a browser that all tests of the file share. */
export interface TestLab {
  readonly server: ScriptedServer;
  readonly browser: Browser;
  readonly context: BrowserContext;
}

/** Prepares both before each test of a file, and clears them away after it. */
export function prepareLab(launch: () => Promise<Browser>): TestLab {
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

/** The server of a mode: its backend is scripted where the page holds the tokens, and else the real one. */
export type ModeServer = LabServer & Partial<Pick<ScriptedServer, 'backend'>>;

/** What a test has in one of its modes. */
export interface ModeLab {
  readonly mode: Mode;
  readonly server: ModeServer;
  readonly browser: Browser;
  readonly context: BrowserContext;
  /** Opens a tab, and waits until the engine knows who is signed in. */
  readonly open: (path?: string) => Promise<Page>;
}

/** Starts the server of a mode. */
export const startServer = async (mode: Mode): Promise<ModeServer> =>
  mode === 'cookie only'
    ? startLabServer(await createCookieBackend(), mode)
    : startScriptedServer();

/**
 * Prepares a browser for a file whose tests run in both modes at once: each has a server and a device of
 * its own in it, in each mode.
 */
export function prepareModes(): (run: (lab: ModeLab) => Promise<void>) => () => Promise<void> {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  return (run) =>
    inBothModes(async (mode) => {
      const [server, context] = await Promise.all([startServer(mode), browser.newContext()]);
      const open = (path = '/') => openTab(context, server.url + path);
      try {
        await run({ mode, server, browser, context, open });
      } finally {
        await context.close();
        await server.close();
      }
    });
}
