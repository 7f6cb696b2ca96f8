import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser.js';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.js';
import { clean, dump, emptyDisk, logout, openTab, patience, shows, signIn } from './support/tab.js';

let server: ScriptedServer;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startScriptedServer();
  context = await browser.newContext();
});
afterEach(async () => {
  await context.close();
  await server.close();
});

const ada = 'ada@example.com';
const grace = 'grace@example.com';

async function openTwo(path = '/'): Promise<[Page, Page]> {
  return [await openTab(context, server.url + path), await openTab(context, server.url + path)];
}

describe('several tabs', () => {
  it('send one revocation when two of them log out at once', async () => {
    const [a, b] = await openTwo();
    for (let round = 1; round <= 12; round += 1) {
      await signIn(a, ada);
      await shows(b, 'authenticated', ada);
      const both = [a, b].map((page) =>
        page.evaluate(async (name) => {
          await window.lab.meet(name, 2);
          return window.lab.logout();
        }, `round ${round}`),
      );
      for (const { code } of await Promise.all(both)) expect(code).toBe('done');
      await clean(a);
      expect(server.backend.callsTo('/logout')).toHaveLength(round);
      expect(server.backend.sessions.size).toBe(0);
      await shows(a, 'loggedOut', 'nobody');
      await shows(b, 'loggedOut', 'nobody');
    }
  });

  it('are all logged out by one, ten of them, and nine ask no network', async () => {
    const first = await openTab(context, server.url);
    await signIn(first, ada);
    const others = await Promise.all(Array.from({ length: 9 }, () => openTab(context, server.url)));
    for (const page of others) await shows(page, 'authenticated', ada);
    // What the app loads after its start is none of the logout's business.
    for (const page of others) await page.waitForLoadState('networkidle');

    const requests: string[] = [];
    for (const page of others) page.on('request', (request) => requests.push(request.url()));
    expect(await logout(first)).toMatchObject({ code: 'done' });
    for (const page of others) await shows(page, 'loggedOut', 'nobody');
    await clean(first);
    for (const page of others)
      await page.waitForFunction(() => window.lab.auth.getView().pendingRevocations === 0);
    expect(requests).toEqual([]);
    expect(server.backend.callsTo('/logout')).toHaveLength(1);
    expect(server.backend.sessions.size).toBe(0);
  });

  it('close their streams within the task of the message, five of them', async () => {
    const [first, ...others] = await Promise.all(
      Array.from({ length: 5 }, () => openTab(context, server.url)),
    );
    if (!first) throw new Error('no tab');
    await signIn(first, ada);
    for (const page of [first, ...others]) {
      await shows(page, 'authenticated', ada);
      await page.evaluate(() => window.lab.openFeed());
    }
    expect(server.feeds).toBe(5);
    const closed = await first.evaluate(() => EventSource.CLOSED);

    expect(await logout(first)).toMatchObject({ code: 'done' });
    for (const page of others) {
      await page.waitForFunction(() => window.lab.feedsAfterMessage.length > 0);
      const [state] = await page.evaluate(() => window.lab.feedsAfterMessage);
      expect(state).toBe(closed);
    }
    await expect.poll(() => server.feeds, patience).toBe(0);
  });

  it.each([
    ['aborted', '/', 0],
    ['answered all the same', '/?deaf', 1],
  ])('get nothing back from a refresh under way, %s', async (_, path, answers) => {
    server.backend.jwtLife = 5;
    const [a, b] = await openTwo(path);
    await signIn(a, ada);
    await shows(b, 'authenticated', ada);
    const refresh = server.hold('/session/refresh');
    const tokens = b.evaluate(() => window.lab.auth.getSessionTokens());
    await refresh.arrived;

    expect(await logout(a)).toMatchObject({ code: 'done' });
    refresh.release();
    expect(await tokens).toBeNull();
    await b.waitForFunction(
      (count) => window.lab.answers === count && window.lab.seals === count,
      answers,
    );
    await clean(b);

    for (const page of [a, b]) {
      await shows(page, 'loggedOut', 'nobody');
      await page.reload();
      await shows(page, 'loggedOut', 'nobody');
      expect(await dump(page)).toEqual(emptyDisk);
    }
    expect(server.backend.sessions.size).toBe(0);
  });

  it('see nobody between one user and the next', async () => {
    const [a, b] = await openTwo();
    await signIn(a, ada);
    await shows(b, 'authenticated', ada);
    await signIn(a, grace);
    for (const page of [a, b]) {
      await shows(page, 'authenticated', grace);
      for (const log of ['commits', 'views'] as const) {
        const seen = await page.evaluate((log) => window.lab[log].map(({ email }) => email), log);
        const distinct = seen.filter((email, at) => email !== seen[at - 1]);
        expect(distinct).toEqual([null, ada, null, grace]);
      }
    }
    await expect
      .poll(() => [...server.backend.sessions.values()].map(({ email }) => email), patience)
      .toEqual([grace]);
  });

  it('revoke a session that arrives after its sign-in was cancelled', async () => {
    const [a, b] = await openTwo();
    const verify = server.hold('/otp/verify');
    const result = a.evaluate(() =>
      window.lab.signIn('ada@example.com').then(
        () => 'signed in',
        (error: { code?: string }) => error.code,
      ),
    );
    await verify.arrived;
    expect(await logout(a)).toMatchObject({ code: 'done' });
    expect(await result).toBe('cancelled');
    expect(server.backend.sessions.size).toBe(1);

    verify.release();
    await expect.poll(() => server.backend.sessions.size, patience).toBe(0);
    await clean(a);
    for (const page of [a, b]) {
      await shows(page, 'loggedOut', 'nobody');
      const emails = await page.evaluate(() => window.lab.views.map(({ email }) => email));
      expect(emails.every((email) => email === null)).toBe(true);
    }
  });
});
