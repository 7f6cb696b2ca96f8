import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type ModeLab, prepareModes } from './support/prepare-lab.js';
import { clean, dump, emptyDisk, logout, patience, shows, signIn } from './support/tab.js';

const inModes = prepareModes();

const ada = 'ada@example.com';
const grace = 'grace@example.com';

const openTwo = async ({ open }: Pick<ModeLab, 'open'>, path = '/'): Promise<[Page, Page]> => [
  await open(path),
  await open(path),
];

describe('several tabs', () => {
  it(
    'send one revocation when two of them log out at once',
    inModes(async ({ server, open }) => {
      const [a, b] = await openTwo({ open });
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
        expect(server.callsTo('/logout')).toBe(round);
        expect(await server.sessions()).toEqual([]);
        await shows(a, 'loggedOut', 'nobody');
        await shows(b, 'loggedOut', 'nobody');
      }
    }),
  );

  it(
    'are all logged out by one, ten of them: nine ask no network, and sockets close within the task of the message',
    inModes(async ({ server, open }) => {
      const first = await open();
      await signIn(first, ada);
      const others = await Promise.all(Array.from({ length: 9 }, () => open()));
      for (const page of others) {
        await shows(page, 'authenticated', ada);
        // What the app loads after its start is none of the logout's business.
        await page.waitForLoadState('networkidle');
      }
      const listening = others.slice(0, 5);
      for (const page of listening) await page.evaluate(() => window.lab.openFeed('socket'));
      for (const page of listening.slice(0, 2))
        await page.evaluate(() => window.lab.openFeed('stream'));
      expect(server.feeds).toBe(7);
      const requests: string[] = [];
      for (const page of others) page.on('request', (request) => requests.push(request.url()));

      expect(await logout(first)).toMatchObject({ code: 'done' });
      for (const page of others) await shows(page, 'loggedOut', 'nobody');
      for (const [nth, page] of listening.entries()) {
        const count = nth < 2 ? 2 : 1;
        await page.waitForFunction((all) => window.lab.openAfterMessage.length >= all, count);
        const open = await page.evaluate(() => window.lab.openAfterMessage);
        expect(open).not.toContain(true);
      }
      await clean(first);
      for (const page of others)
        await page.waitForFunction(() => window.lab.auth.getView().pendingRevocations === 0);
      expect(requests).toEqual([]);
      expect(server.callsTo('/logout')).toBe(1);
      expect(await server.sessions()).toEqual([]);
      await expect.poll(() => server.feeds, patience).toBe(0);
    }),
  );

  it(
    'warn of the idle limit, stay for a key that is pressed in one, and end for its sake',
    inModes(async ({ server, open }) => {
      const [a, b] = await openTwo({ open }, '/?idle');
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
      await expect.poll(() => server.sessions(), patience).toEqual([]);
    }),
  );

  it(
    'get nothing back from a refresh under way, whose answer arrives after the logout',
    inModes(async ({ mode, server, open }) => {
      if (server.backend) server.backend.jwtLife = 5;
      const [a, b] = await openTwo({ open });
      await signIn(a, ada);
      await shows(b, 'authenticated', ada);
      const refresh = server.hold('/session/refresh');
      // Where the page holds no token, none is asked for: whether the session lives is.
      const answer = b.evaluate(async (mode) => {
        const { auth } = window.lab;
        return mode === 'cookie only' ? auth.check() : auth.getSessionTokens();
      }, mode);
      await refresh.arrived;

      expect(await logout(a)).toMatchObject({ code: 'done' });
      refresh.release();
      expect(await answer).toBe(mode === 'cookie only' ? 'ended' : null);
      await b.waitForFunction(() => window.lab.answers === 1 && window.lab.seals === 1);
      await clean(b);

      for (const page of [a, b]) {
        await shows(page, 'loggedOut', 'nobody');
        await page.reload();
        await shows(page, 'loggedOut', 'nobody');
        expect(await dump(page)).toEqual(emptyDisk);
      }
      expect(await server.sessions()).toEqual([]);
    }),
  );

  it(
    'see nobody between one user and the next',
    inModes(async ({ server, open }) => {
      const [a, b] = await openTwo({ open });
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
      await expect.poll(() => server.sessions(), patience).toEqual([grace]);
    }),
  );

  it(
    'revoke a session that arrives after its sign-in was cancelled',
    inModes(async ({ server, open }) => {
      const [a, b] = await openTwo({ open });
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
      expect(await server.sessions()).toHaveLength(1);

      verify.release();
      await expect.poll(() => server.sessions(), patience).toEqual([]);
      await clean(a);
      for (const page of [a, b]) {
        await shows(page, 'loggedOut', 'nobody');
        const emails = await page.evaluate(() => window.lab.views.map(({ email }) => email));
        expect(emails.every((email) => email === null)).toBe(true);
      }
    }),
  );
});
