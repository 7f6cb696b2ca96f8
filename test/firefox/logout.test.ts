import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { prepareLab } from '../e2e/logout/support/prepare-lab.js';
import {
  clean,
  dump,
  emptyDisk,
  logout,
  openTab,
  patience,
  ready,
  shows,
  signIn,
} from '../e2e/logout/support/tab.js';
import { launchFirefox } from './support/browser.js';

const lab = prepareLab(launchFirefox);

const ada = 'ada@example.com';
const open = (path = '/'): Promise<Page> => openTab(lab.context, lab.server.url + path);

describe('a session in Firefox', () => {
  it('is restored from the disk, and gone from it after a logout', async () => {
    const page = await open();
    await signIn(page, ada);
    await page.reload();
    await shows(page, 'authenticated', ada);
    expect(await page.evaluate(() => window.lab.auth.getView().storage)).toBe('indexeddb');
    const { session, keys } = await dump(page);
    expect([session.length, keys.length]).toEqual([1, 1]);
    const shown = await page.evaluate(() => {
      void window.lab.auth.logout();
      return window.lab.auth.getView().isAuthenticated;
    });
    expect(shown).toBe(false);
    await clean(page);
    expect(await lab.server.sessions()).toEqual([]);
    await page.reload();
    await shows(page, 'loggedOut', 'nobody');
    expect(await dump(page)).toEqual(emptyDisk);
  });

  it('is revoked by the next tab where the server was down', async () => {
    const page = await open();
    await signIn(page, ada);
    lab.server.isDown = true;
    expect(await logout(page)).toEqual({
      code: 'revocation_queued',
      device: 'cleared',
      server: 'queued',
    });
    await page.close();
    lab.server.isDown = false;
    const other = await open('/?ahead=600000');
    await shows(other, 'loggedOut', 'nobody');
    await expect.poll(() => lab.server.sessions(), patience).toEqual([]);
    await clean(other);
  });
});

describe('tabs in Firefox', () => {
  it('send one revocation when two of them log out at once', async () => {
    const [a, b] = [await open(), await open()];
    for (let round = 1; round <= 4; round += 1) {
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
      expect(lab.server.callsTo('/logout')).toBe(round);
      expect(await lab.server.sessions()).toEqual([]);
      for (const page of [a, b]) await shows(page, 'loggedOut', 'nobody');
    }
  });

  it('get nothing back from a refresh under way', async () => {
    lab.server.backend.jwtLife = 5;
    const [a, b] = [await open('/?deaf'), await open('/?deaf')];
    await signIn(a, ada);
    await shows(b, 'authenticated', ada);
    const refresh = lab.server.hold('/session/refresh');
    const tokens = b.evaluate(() => window.lab.auth.getSessionTokens());
    await refresh.arrived;
    expect(await logout(a)).toMatchObject({ code: 'done' });
    refresh.release();
    expect(await tokens).toBeNull();
    await clean(b);
    for (const page of [a, b]) {
      await shows(page, 'loggedOut', 'nobody');
      await page.reload();
      await shows(page, 'loggedOut', 'nobody');
      expect(await dump(page)).toEqual(emptyDisk);
    }
  });

  it('show no user out of the back/forward cache after a logout that they slept through', async () => {
    const page = await open();
    await signIn(page, ada);
    const other = await open('/?mute');
    await shows(other, 'authenticated', ada);
    await page.goto(`${lab.server.url}/elsewhere`);
    expect(await logout(other)).toMatchObject({ code: 'done' });
    // Playwright's own goBack() waits for a load that never comes.
    await page.evaluate(() => void setTimeout(() => history.back()));
    await page.waitForFunction(() => window.lab?.shows.length === 2);
    expect(await page.evaluate(() => window.lab.shows)).toEqual([false, true]);
    await ready(page);
    await shows(page, 'loggedOut', 'nobody');
  });
});
