import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchBrowser } from './support/browser.js';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.js';
import { dump, emptyDisk, logout, openTab, shows, signIn } from './support/tab.js';

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

const ada = 'ada@example.com';

it('keeps a session in memory where the disk is full, and logs it out', async () => {
  const context = await browser.newContext();
  const blank = await context.newPage();
  const devtools = await context.newCDPSession(blank);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 1 });

  const page = await openTab(context, server.url);
  await signIn(page, ada);
  await shows(page, 'authenticated', ada);
  expect(await page.evaluate(() => window.lab.auth.getView().storage)).toBe('memory');
  const faults = await page.evaluate(() =>
    window.lab.notices.filter(({ type }) => type === 'storageFault'),
  );
  expect(faults).toEqual([{ type: 'storageFault', code: 'quota_exceeded', operation: 'commit' }]);
  expect(await dump(page)).toEqual(emptyDisk);

  expect(await logout(page)).toMatchObject({ code: 'done' });
  expect(server.backend.sessions.size).toBe(0);
  await page.reload();
  await shows(page, 'loggedOut', 'nobody');
  await context.close();
});
