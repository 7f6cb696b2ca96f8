import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { prepareLab } from './support/prepare-lab.js';
import { clean, dump, emptyDisk, logout, openTab, patience, shows, signIn } from './support/tab.js';

const lab = prepareLab();

const ada = 'ada@example.com';
const grace = 'grace@example.com';

async function openTwo(path = '/'): Promise<[Page, Page]> {
  return [
    await openTab(lab.context, lab.server.url + path),
    await openTab(lab.context, lab.server.url + path),
  ];
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
      expect(lab.server.backend.callsTo('/logout')).toHaveLength(round);
      expect(lab.server.backend.sessions.size).toBe(0);
      await shows(a, 'loggedOut', 'nobody');
      await shows(b, 'loggedOut', 'nobody');
    }
  });

  it('are all logged out by one, ten of them, and nine ask no network', async () => {
    const first = await openTab(lab.context, lab.server.url);
    await signIn(first, ada);
    const others = await Promise.all(
      Array.from({ length: 9 }, () => openTab(lab.context, lab.server.url)),
    );
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
    expect(lab.server.backend.callsTo('/logout')).toHaveLength(1);
    expect(lab.server.backend.sessions.size).toBe(0);
  });

  it('warn of the idle limit, stay for a key that is pressed in one, and end for its sake', async () => {
    const [a, b] = await openTwo('/?idle');
    await signIn(a, ada);
    await shows(b, 'authenticated', ada);
    for (const page of [a, b]) await page.locator('#idle').waitFor();
    await b.keyboard.press('Shift');
    for (const page of [a, b])
      await page.waitForFunction(() => window.lab.warnings.lastIndexOf(false) > 0);
    expect(await a.evaluate(() => window.lab.auth.getView().isAuthenticated)).toBe(true);

    await a.evaluate(() => window.lab.sleep(61_000));
    for (const page of [a, b]) {
      await shows(page, 'loggedOut', 'nobody');
      const view = await page.evaluate(() => window.lab.auth.getView());
      expect(view).toMatchObject({ status: 'loggedOut', reason: 'idle' });
    }
    await expect.poll(() => lab.server.backend.sessions.size, patience).toBe(0);
  });

  it('close their streams within the task of the message, five of them', async () => {
    const [first, ...others] = await Promise.all(
      Array.from({ length: 5 }, () => openTab(lab.context, lab.server.url)),
    );
    if (!first) throw new Error('no tab');
    await signIn(first, ada);
    for (const page of [first, ...others]) {
      await shows(page, 'authenticated', ada);
      await page.evaluate(() => window.lab.openFeed());
    }
    expect(lab.server.feeds).toBe(5);
    const closed = await first.evaluate(() => EventSource.CLOSED);

    expect(await logout(first)).toMatchObject({ code: 'done' });
    for (const page of others) {
      await page.waitForFunction(() => window.lab.feedsAfterMessage.length > 0);
      const [state] = await page.evaluate(() => window.lab.feedsAfterMessage);
      expect(state).toBe(closed);
    }
    await expect.poll(() => lab.server.feeds, patience).toBe(0);
  });

  it('get nothing back from a refresh under way, whose answer arrives after the logout', async () => {
    lab.server.backend.jwtLife = 5;
    const [a, b] = await openTwo();
    await signIn(a, ada);
    await shows(b, 'authenticated', ada);
    const refresh = lab.server.hold('/session/refresh');
    const tokens = b.evaluate(() => window.lab.auth.getSessionTokens());
    await refresh.arrived;

    expect(await logout(a)).toMatchObject({ code: 'done' });
    refresh.release();
    expect(await tokens).toBeNull();
    await b.waitForFunction(() => window.lab.answers === 1 && window.lab.seals === 1);
    await clean(b);

    for (const page of [a, b]) {
      await shows(page, 'loggedOut', 'nobody');
      await page.reload();
      await shows(page, 'loggedOut', 'nobody');
      expect(await dump(page)).toEqual(emptyDisk);
    }
    expect(lab.server.backend.sessions.size).toBe(0);
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
      .poll(() => [...lab.server.backend.sessions.values()].map(({ email }) => email), patience)
      .toEqual([grace]);
  });

  it('revoke a session that arrives after its sign-in was cancelled', async () => {
    const [a, b] = await openTwo();
    const verify = lab.server.hold('/otp/verify');
    const result = a.evaluate(() =>
      window.lab.signIn('ada@example.com').then(
        () => 'signed in',
        (error: { code?: string }) => error.code,
      ),
    );
    await verify.arrived;
    expect(await logout(a)).toMatchObject({ code: 'done' });
    expect(await result).toBe('cancelled');
    expect(lab.server.backend.sessions.size).toBe(1);

    verify.release();
    await expect.poll(() => lab.server.backend.sessions.size, patience).toBe(0);
    await clean(a);
    for (const page of [a, b]) {
      await shows(page, 'loggedOut', 'nobody');
      const emails = await page.evaluate(() => window.lab.views.map(({ email }) => email));
      expect(emails.every((email) => email === null)).toBe(true);
    }
  });
});
