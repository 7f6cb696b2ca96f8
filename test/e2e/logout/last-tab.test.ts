import type { BrowserContext, Page } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createProfile, type Profile } from './support/browser.js';
import { type BrowserProcess, startBrowser } from './support/browser-process.js';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.js';
import { clean, openTab, patience, ready, shows } from './support/tab.js';

const email = 'ada@example.com';
let server: ScriptedServer;
let profile: Profile;
let browser: BrowserProcess;

beforeEach(async () => {
  server = await startScriptedServer();
  profile = await createProfile();
  browser = await startBrowser(profile.path);
});
afterEach(async () => {
  await browser.kill();
  await server.close();
  await profile.remove();
});

/** Opens so many tabs of a session that ends with the last of them. */
async function openTabs(context: BrowserContext, count: number, url = server.url): Promise<Page[]> {
  const first = await openTab(context, url);
  await first.evaluate(async (email) => {
    const { methodId } = await window.lab.auth.sendCode({ email });
    await window.lab.auth.signIn({ methodId, code: '123456', remember: false });
  }, email);
  const tabs = [first];
  while (tabs.length < count) tabs.push(await openTab(context, url));
  for (const tab of tabs) await shows(tab, 'authenticated', email);
  return tabs;
}

/** A page that opens then has never shown anybody, finishes the logout, and tells the server. */
async function isOver(page: Page) {
  await shows(page, 'loggedOut', 'nobody');
  const seen = await page.evaluate(() => window.lab.views.map(({ email }) => email));
  expect(new Set(seen)).toEqual(new Set([null]));
  await expect.poll(() => server.backend.sessions.size, patience).toBe(0);
  await clean(page);
}

it.each([1, 2, 5])('with %i tabs, closed, and in a browser that is killed', async (count) => {
  const { context } = browser;
  const tabs = await openTabs(context, count);
  const [last] = tabs;
  if (!last) throw new Error('no tab');
  for (const tab of tabs.slice(1)) await tab.close();
  await last.reload();
  await ready(last);
  await shows(last, 'authenticated', email);
  expect(server.backend.sessions.size).toBe(1);
  const other = await context.newPage();
  await last.close();
  await other.goto(server.url);
  await isOver(other);

  await openTabs(context, count);
  expect(server.backend.sessions.size).toBe(1);
  await browser.kill();
  browser = await startBrowser(profile.path);
  await isOver(await openTab(browser.context, server.url));
});

it('a browser that was closed brings its tabs back, and nobody', async () => {
  // The clock of these pages is ten seconds behind: so long ago they seem to have been left.
  await openTabs(browser.context, 2, `${server.url}/?ahead=-10000`);
  await browser.quit();
  browser = await startBrowser(profile.path, ['--restore-last-session']);
  const restored = () => browser.context.pages().filter((page) => page.url().includes('ahead'));
  await expect.poll(() => restored().length, patience).toBe(2);
  for (const page of restored()) {
    await ready(page);
    await isOver(page);
  }
});
