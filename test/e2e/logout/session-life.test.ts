import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createProfile, type Profile } from './support/browser.js';
import { type BrowserProcess, startBrowser } from './support/browser-process.js';
import { inBothModes, type Mode, modes } from './support/mode.js';
import { credentialsIn } from './support/credentials-in.js';
import { type RealServer, startRealServer } from './support/real-server.js';
import { holdRefresh, watchRefreshes } from './support/refresh-requests.js';
import { clean, openTab, patience, shows, signedIn } from './support/tab.js';

/** What a test has in one of its modes. */
interface LifeLab {
  readonly mode: Mode;
  readonly server: RealServer;
  readonly profile: Profile;
  readonly browser: BrowserProcess;
  /** A tab with nothing of ours in it. */
  readonly elsewhere: Page;
}

const labs = new Map<Mode, LifeLab>();

async function prepare(mode: Mode): Promise<void> {
  const cookie = mode === 'cookie only' && { only: true as const };
  const [server, profile] = await Promise.all([startRealServer({ cookie }), createProfile()]);
  const browser = await startBrowser(profile.path, ['about:blank'], { noDefaults: true });
  const elsewhere = browser.context.pages()[0] ?? (await browser.context.newPage());
  labs.set(mode, { mode, server, profile, browser, elsewhere });
}

beforeAll(() => Promise.all(modes.map(prepare)));
afterEach(async () => {
  for (const { server, browser, elsewhere } of labs.values()) {
    for (const page of browser.context.pages()) if (page !== elsewhere) await page.close();
    const devtools = await browser.context.newCDPSession(elsewhere);
    const everything = { origin: server.url, storageTypes: 'all' };
    await devtools.send('Storage.clearDataForOrigin', everything);
  }
});
afterAll(async () => {
  for (const { server, browser, profile } of labs.values()) {
    await browser.kill();
    await server.close();
    await profile.remove();
  }
});

const inModes = (run: (lab: LifeLab) => Promise<void>) =>
  inBothModes(async (mode) => {
    const lab = labs.get(mode);
    if (!lab) throw new Error('no browser');
    await run(lab);
  });

const email = 'ada@example.com';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Opens so many tabs of one session. */
async function openTabs(
  { server }: LifeLab,
  context: BrowserContext,
  count: number,
): Promise<[Page, ...Page[]]> {
  const first = await signedInTab(server, context);
  const others: Page[] = [];
  while (others.length < count - 1) {
    const tab = await openTab(context, server.url);
    await shows(tab, 'authenticated', email);
    others.push(tab);
  }
  return [first, ...others];
}

async function signedInTab(server: RealServer, context: BrowserContext, path = '/'): Promise<Page> {
  const tab = await openTab(context, server.url + path);
  await signedIn(tab, email);
  return tab;
}

const tokensOf = (page: Page) => page.evaluate(() => window.lab.auth.getSessionTokens());

/** The session JWT: the page's own, or the one in the browser's cookie. */
const jwtIn = async (
  context: BrowserContext,
  tokens: Awaited<ReturnType<typeof tokensOf>> | undefined,
) => (tokens ?? (await credentialsIn(context))).sessionJwt;

/** The page knows its session's token, or the browser alone does. */
const sessionTokenOf = async ({ mode }: LifeLab, page: Page): Promise<string> =>
  mode === 'cookie only'
    ? (await credentialsIn(page.context())).sessionToken
    : ((await tokensOf(page))?.sessionToken ?? '');

/** What a tab shows, and why: a hidden one, too, which renders no frames. */
const stateOf = (page: Page) =>
  page.evaluate(() => {
    const view = window.lab.auth.getView();
    return {
      status: view.status,
      reason: view.status === 'loggedOut' ? view.reason : null,
      user: document.querySelector('#user')?.textContent,
    };
  });

async function hide({ elsewhere }: LifeLab, ...tabs: readonly Page[]) {
  await elsewhere.bringToFront();
  for (const tab of tabs)
    await expect.poll(() => tab.evaluate(() => document.visibilityState), patience).toBe('hidden');
}

/** At one event that all tabs hear: each wakes after so many ms, and asks for tokens. */
async function wakeAndAskAtOnce(tabs: readonly [Page, ...Page[]], slept: number) {
  const asked = await Promise.all(
    tabs.map((tab) =>
      tab.evaluateHandle((slept) => {
        const woken = new Promise<void>((resolve) =>
          window.addEventListener('storage', ({ key }) => {
            if (key === 'wake') resolve();
          }),
        );
        const tokens = woken.then(() => {
          window.lab.sleep(slept);
          return window.lab.auth.getSessionTokens();
        });
        return { tokens };
      }, slept),
    ),
  );
  await tabs[0].evaluate(() => {
    localStorage.setItem('wake', 'now');
    window.dispatchEvent(new StorageEvent('storage', { key: 'wake' }));
  });
  return Promise.all(asked.map((handle) => handle.evaluate(({ tokens }) => tokens)));
}

/** Freezes the page in the background for so long, in ms, thaws it, and brings it to the front. */
async function sleepFrozen(lab: LifeLab, page: Page, ms: number) {
  await hide(lab, page);
  await page.evaluate((ms) => {
    const { lab } = window;
    document.addEventListener('freeze', () => {
      lab.commits.length = 0;
      lab.views.length = 0;
      lab.pass(ms);
    });
    document.addEventListener('resume', () =>
      requestAnimationFrame(() => lab.firstFrames.push(document.body.innerText)),
    );
  }, ms);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  lab.server.ahead += ms;
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  await page.bringToFront();
  await page.waitForFunction(() => window.lab.firstFrames.length === 1);
  const [frame] = await page.evaluate(() => window.lab.firstFrames);
  expect(frame).toContain('nobody');
  expect(frame).not.toContain(email);
}

/** Who was in a commit of React or in a view of the engine since the page was frozen. */
const shownSince = async (page: Page) =>
  new Set(
    await page.evaluate(() => {
      const { commits, views } = window.lab;
      return [...commits, ...views].map((each) => each.email);
    }),
  );

describe('a session', () => {
  it(
    'gets one new JWT for five tabs, by one request of one call to the API',
    inModes(async (lab) => {
      // Each of these tabs takes itself to be in front, and asks by itself as well.
      const context = await lab.browser.context.browser()?.newContext();
      if (!context) throw new Error('no browser');
      const tabs = await openTabs(lab, context, 5);
      const earlier = await jwtIn(context, await tokensOf(tabs[0]));
      lab.server.ahead += 6 * MINUTE;
      const calls = lab.server.apiCalls.length;
      const refreshes = watchRefreshes(tabs);

      const held = await wakeAndAskAtOnce(tabs, 6 * MINUTE);
      expect(held).toEqual(tabs.map(() => held[0]));
      // In cookie-only mode who asks for tokens gets none; the JWT that a server reads is new all the same.
      expect(held[0] === null).toBe(lab.mode === 'cookie only');
      expect(earlier).toMatch(/^eyJ/);
      const jwt = () => jwtIn(context, held[0]);
      await expect.poll(jwt, patience).not.toBe(earlier);
      expect(await jwt()).toMatch(/^eyJ/);
      expect(refreshes).toEqual(['POST']);
      expect(lab.server.apiCalls.slice(calls)).toEqual(['POST /v1/auth/sessions/verify']);
      await context.close();
    }),
  );

  it(
    'that was deleted on the server ends in every tab when one is looked at again',
    inModes(async (lab) => {
      const tabs = await openTabs(lab, lab.browser.context, 3);
      const token = await sessionTokenOf(lab, tabs[0]);
      await hide(lab, ...tabs);
      // The server's word on it is not of this moment any more.
      for (const tab of tabs) await tab.evaluate((ms) => window.lab.pass(ms), MINUTE);
      const refreshes = watchRefreshes(tabs);
      await lab.server.endSession(token);
      const live = { status: 'authenticated', reason: null, user: email };
      for (const tab of tabs) expect(await stateOf(tab)).toEqual(live);
      expect(refreshes).toEqual([]);

      await tabs[0].bringToFront();
      const revoked = { status: 'loggedOut', reason: 'revoked', user: 'nobody' };
      for (const tab of tabs) await expect.poll(() => stateOf(tab), patience).toEqual(revoked);
      expect(refreshes).toEqual(['POST']);
      await clean(tabs[0]);
    }),
  );

  it(
    'is shown in no frame after its end, which a frozen page slept through',
    inModes(async (lab) => {
      const page = await signedInTab(lab.server, lab.browser.context);
      const refreshes = watchRefreshes([page]);
      await sleepFrozen(lab, page, 8 * DAY);
      const expired = { status: 'loggedOut', reason: 'expired', user: 'nobody' };
      await expect.poll(() => stateOf(page), patience).toEqual(expired);
      expect(await shownSince(page)).toEqual(new Set([null]));
      expect(refreshes).toEqual([]);
      await clean(page);
    }),
  );

  it(
    'is shown in no frame before the server has answered, where the machine slept as well',
    inModes(async (lab) => {
      const page = await signedInTab(lab.server, lab.browser.context, '/?steady');
      const refresh = await holdRefresh(page);
      await sleepFrozen(lab, page, 8 * DAY);
      await refresh.arrived;
      const tokens = tokensOf(page);
      expect(await stateOf(page)).toEqual({ status: 'initializing', reason: null, user: 'nobody' });
      expect(await shownSince(page)).toEqual(new Set([null]));

      refresh.release();
      expect(await tokens).toBeNull();
      const expired = { status: 'loggedOut', reason: 'expired', user: 'nobody' };
      await expect.poll(() => stateOf(page), patience).toEqual(expired);
      expect(await shownSince(page)).toEqual(new Set([null]));
      await clean(page);
    }),
  );
});
