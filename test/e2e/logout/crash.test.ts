import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser.js';
import { logOutAndCrashAt } from './support/crash-at.js';
import { points } from './support/points.js';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.js';
import { clean, dump, emptyDisk, openTab, patience, shows, signIn } from './support/tab.js';

let server: ScriptedServer;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server.close());

describe('a renderer killed during a logout', () => {
  it.each(points)('at %s comes back logged out, and the server is told', async (point) => {
    const context = await browser.newContext();
    const page = await openTab(context, server.url);
    await signIn(page, 'ada@example.com');
    await shows(page, 'authenticated', 'ada@example.com');
    expect(server.backend.sessions.size).toBe(1);

    await logOutAndCrashAt(page, point);

    const reopened = await openTab(context, `${server.url}/?ahead=60000`);
    await shows(reopened, 'loggedOut', 'nobody');
    await expect.poll(() => server.backend.sessions.size, patience).toBe(0);
    await clean(reopened);
    expect(await dump(reopened)).toEqual(emptyDisk);
    const emails = await reopened.evaluate(() => window.lab.views.map(({ email }) => email));
    expect(new Set(emails)).toEqual(new Set([null]));
    await context.close();
  });
});
