import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser.js';
import { inBothModes, type Mode, modes } from './support/mode.js';
import { type RealServer, startRealServer } from './support/real-server.js';
import { logout, openTab, patience, shows, signedIn } from './support/tab.js';

const servers = new Map<Mode, RealServer>();
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
  for (const mode of modes)
    servers.set(
      mode,
      await startRealServer({ cookie: mode === 'cookie only' ? { only: true } : true }),
    );
});
afterAll(async () => {
  await browser.close();
  for (const server of servers.values()) await server.close();
});

/** Runs a test where the page has the tokens besides, and where it has not: on a device of its own each. */
const inModes = (run: (server: RealServer, context: BrowserContext) => Promise<void>) =>
  inBothModes(async (mode) => {
    const server = servers.get(mode);
    if (!server) throw new Error('no server');
    const context = await browser.newContext();
    try {
      await run(server, context);
    } finally {
      server.isDown = false;
      await context.close();
    }
  });

const email = 'ada@example.com';
const text = (page: Page) => page.locator('#private').textContent();

describe('a page that is rendered on the server', () => {
  it(
    'shows nobody after a logout that the server has not heard of, and the cookie goes once it has',
    inModes(async (server, context) => {
      const page = await openTab(context, server.url);
      await signedIn(page, email);
      await page.goto(`${server.url}/private`);
      expect(await text(page)).toBe(email);

      await page.goto(server.url);
      await shows(page, 'authenticated', email);
      server.isDown = true;
      expect(await logout(page)).toMatchObject({ code: 'revocation_queued', device: 'cookieLeft' });
      await page.goto(`${server.url}/private`);
      expect(await text(page)).toBe('anonymous');
      const names = async () => (await context.cookies()).map(({ name }) => name).toSorted();
      const tombstone = expect.stringMatching(/^moonkey_tombstone_sess_/) as unknown;
      expect(await names()).toEqual(['moonkey_session', tombstone, 'session_jwt', 'session_token']);

      server.isDown = false;
      await page.goto(`${server.url}/?ahead=60000`);
      await shows(page, 'loggedOut', 'nobody');
      await expect.poll(names, patience).toEqual([]);
    }),
  );

  it(
    'knows the user from its first render on; one that is older than a logout shows nobody',
    inModes(async (server, context) => {
      const page = await openTab(context, server.url);
      await signedIn(page, email);
      const commits = () => page.evaluate(() => window.lab.commits);
      await page.goto(`${server.url}/rendered`);
      await shows(page, 'authenticated', email);
      expect(new Set((await commits()).map((each) => each.email))).toEqual(new Set([email]));

      server.isDown = true;
      expect(await logout(page)).toMatchObject({ code: 'revocation_queued', device: 'cookieLeft' });
      await page.goto(`${server.url}/stale`);
      await shows(page, 'loggedOut', 'nobody');
      expect((await commits()).map((each) => each.email)).not.toContain(email);

      server.isDown = false;
      await page.goto(`${server.url}/stale?ahead=600000`);
      await expect.poll(() => context.cookies(), patience).toEqual([]);
      expect((await commits()).map((each) => each.email)).not.toContain(email);
    }),
  );

  it(
    'shows the same as its script, where the browser has evicted the database and kept the cookie',
    inModes(async (server, context) => {
      const page = await openTab(context, server.url);
      await signedIn(page, email);
      await page.goto(`${server.url}/private`);
      const devtools = await context.newCDPSession(page);
      const storageTypes = 'indexeddb,local_storage';
      await devtools.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes });
      await page.reload();
      expect(await text(page)).toBe(email);

      await page.goto(server.url);
      await shows(page, 'authenticated', email);
      expect(await logout(page)).toMatchObject({ code: 'done' });
      await page.goto(`${server.url}/private`);
      expect(await text(page)).toBe('anonymous');
      expect(await context.cookies()).toEqual([]);
    }),
  );

  it(
    'shows the same as its script, where somebody has taken the cookies away and the database is kept',
    inModes(async (server, context) => {
      const page = await openTab(context, server.url);
      await signedIn(page, email);
      const other = await openTab(context, server.url);
      await shows(other, 'authenticated', email);
      await context.clearCookies();
      await page.goto(`${server.url}/private`);
      expect(await text(page)).toBe('anonymous');

      await page.goto(server.url);
      await shows(page, 'loggedOut', 'nobody');
      const commits = await page.evaluate(() => window.lab.commits);
      expect(commits.map((each) => each.email)).not.toContain(email);
      await shows(other, 'loggedOut', 'nobody');
      await page.goto(`${server.url}/?ahead=60000`);
      await shows(page, 'loggedOut', 'nobody');
      await expect.poll(() => context.cookies(), patience).toEqual([]);
    }),
  );
});
