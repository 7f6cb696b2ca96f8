import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser.js';
import { inBothModes, type Mode, modes } from './support/mode.js';
import { type RealServer, startRealServer } from './support/real-server.js';
import { dump, logout, openTab, patience, shows, signedIn } from './support/tab.js';

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

/** As a form or an action of a server does: the browser gets the cookies, and no page hears of it. */
async function signInByServer(server: RealServer, { request }: BrowserContext): Promise<void> {
  const headers = { origin: server.url };
  const post = async (path: string, data: object) => {
    const answer = await request.post(`${server.url}/api/auth${path}`, { headers, data });
    expect(answer.status()).toBe(200);
    return (await answer.json()) as { methodId: string };
  };
  const { methodId } = await post('/otp/send', { email });
  const sent = await request.get(`${server.url}/lab/code?email=${email}`);
  await post('/otp/verify', { methodId, code: await sent.text() });
}

/** Opens a page that notes whom it shows in each frame. */
async function openWatched(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const frames: string[] = [];
    Object.assign(window, { frames });
    const look = () => {
      const shown = document.querySelector('#user')?.textContent;
      if (shown) frames.push(shown);
      requestAnimationFrame(look);
    };
    look();
  });
  await page.goto(url);
  return page;
}

/** Whom a page has shown, frame by frame. */
async function framesOf(page: Page) {
  const frames = await page.evaluate(() => (window as typeof window & { frames: string[] }).frames);
  const others = frames.filter((shown) => shown !== email);
  return { frames, first: frames[0], last: frames.at(-1), others };
}

/** The device holds the session itself. */
async function isRestored(page: Page): Promise<void> {
  await page.waitForFunction(() => window.lab?.auth.actor.getSnapshot().matches('authenticated'));
  await shows(page, 'authenticated', email);
  await expect.poll(async () => (await dump(page)).session.length, patience).toBe(1);
}
/** Kills the renderer. */
async function crash(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  devtools.send('Page.crash').catch(() => undefined);
  await crashed;
}
const text = (page: Page) => page.locator('#private').textContent();

/** Whom a page shows until it has restored its user, how its logout ends, and which cookies are left. */
async function restoreAndLeave(page: Page) {
  await isRestored(page);
  const frames = await framesOf(page);
  const { code } = await logout(page);
  return { ...frames, code, cookies: await page.context().cookies() };
}

/** Its user in the first frame and in the end, nobody else in between; then nothing is left. */
const knownAndGone = { first: email, last: email, others: [], code: 'done', cookies: [] };

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

  it(
    'shows the user after a sign-in by the server itself, of which the device has not heard, and logs out',
    inModes(async (server, context) => {
      await signInByServer(server, context);
      const page = await openWatched(context, `${server.url}/rendered`);
      expect(await restoreAndLeave(page)).toMatchObject(knownAndGone);
    }),
  );

  it(
    'shows the user where the browser has evicted what the device knew, and logs out',
    inModes(async (server, context) => {
      const page = await openTab(context, server.url);
      await signedIn(page, email);
      await page.goto(`${server.url}/private`);
      const devtools = await context.newCDPSession(page);
      const storageTypes = 'indexeddb,local_storage';
      await devtools.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes });
      await page.close();

      const next = await openWatched(context, `${server.url}/rendered`);
      expect(await restoreAndLeave(next)).toMatchObject(knownAndGone);
    }),
  );

  it(
    'shows nobody from its first frame on, when it comes out of the back/forward cache after a logout',
    inModes(async (server, context) => {
      await signInByServer(server, context);
      const page = await openTab(context, `${server.url}/rendered`);
      await isRestored(page);
      await page.goto(`${server.url}/elsewhere`);
      const other = await openTab(context, `${server.url}/rendered?mute`);
      expect(await logout(other)).toMatchObject({ code: 'done' });

      await page.goBack({ waitUntil: 'commit' });
      await page.waitForFunction(() => window.lab?.firstFrames.length === 1);
      const [frame] = await page.evaluate(() => window.lab.firstFrames);
      expect(frame).toContain('nobody');
      expect(frame).not.toContain(email);
      await shows(page, 'loggedOut', 'nobody');
    }),
  );

  it(
    'shows nobody after a logout whose tab was killed before it had loaded what logs out',
    inModes(async (server, context) => {
      await signInByServer(server, context);
      const page = await context.newPage();
      page.setDefaultTimeout(patience.timeout);
      // It never comes.
      await page.route(/\/assets\/protocol-/, () => {});
      await page.goto(`${server.url}/rendered`, { waitUntil: 'commit' });
      await shows(page, 'authenticated', email);
      await page.evaluate(() => void window.lab.auth.logout());
      expect(await page.locator('#user').textContent()).toBe('nobody');
      await crash(page);

      const next = await openWatched(context, `${server.url}/rendered`);
      await shows(next, 'loggedOut', 'nobody');
      await expect.poll(() => context.cookies(), patience).toEqual([]);
      const before = await framesOf(next);
      await next.goto(`${server.url}/stale`);
      await shows(next, 'loggedOut', 'nobody');
      const frames = [...before.frames, ...(await framesOf(next)).frames];
      expect(new Set(frames)).toEqual(new Set(['nobody']));
      await next.goto(`${server.url}/private`);
      expect(await text(next)).toBe('anonymous');
    }),
  );
});
