import { describe, expect, it } from 'vitest';
import { dumpDevice } from '../../../e2e/support/dump-device.js';
import type { Stage } from '../stage.js';
import { besidesNetwork, headersOf, isShown, patience, showsNobody, signOut } from '../visitor.js';

/** Device, cookie and server may come to differ: what is shown is the same everywhere, all the same. */
export function playOneTruth(stage: Stage): void {
  describe('one truth', () => {
    it('is that of a logout without a network, though the HttpOnly cookie is left', async () => {
      const { email, context, world } = stage;
      const { page, sessionToken, complaints } = await stage.arrive();
      const other = await stage.openTab('/', `Welcome, ${email}`);
      await page.bringToFront();
      world.front.isDown = true;
      await signOut(page);
      for (const tab of [page, other.page])
        await expect.poll(() => tab.locator('body').innerText(), patience).not.toContain(email);
      expect(await stage.cookieNames()).toContain('session_token');

      // The same cookies by a way that is open, without a script that could tell the server.
      const plain = await world.browser.newContext({
        javaScriptEnabled: false,
        storageState: { cookies: await context.cookies(), origins: [] },
      });
      const mute = await plain.newPage();
      for (const path of ['/', '/account']) {
        await mute.goto(world.app.url + path);
        await showsNobody(mute, email);
        expect(await mute.content()).not.toContain(email);
      }
      await plain.close();
      expect(await world.service.statusOf(sessionToken)).toBe(200);

      world.front.isDown = false;
      for (const path of ['/', '/account']) {
        await page.goto(stage.at(path));
        await showsNobody(page, email);
      }
      await expect.poll(() => world.service.statusOf(sessionToken), patience).toBe(404);
      await expect.poll(stage.cookieNames, patience).toEqual([]);
      expect(besidesNetwork([...complaints, ...other.complaints])).toEqual([]);
    });

    it('is the cookie’s where the browser has evicted the database, and the user can log out', async () => {
      const { email, context, world } = stage;
      const { page, sessionToken, complaints } = await stage.arrive();
      const devtools = await context.newCDPSession(page);
      await devtools.send('Storage.clearDataForOrigin', {
        origin: world.front.url,
        storageTypes: 'indexeddb,local_storage',
      });
      expect(await stage.htmlOf('/')).toContain(email);
      await page.goto(stage.at('/'));
      await isShown(page, email);
      await page.getByRole('heading', { name: `Welcome, ${email}` }).waitFor();
      await expect
        .poll(async () => (await dumpDevice(page)).counts, patience)
        .toMatchObject({
          session: 1,
        });
      // Not for a frame, while the device finds out who is there.
      expect((await headersOf(page)).filter((shown) => !shown.includes(email))).toEqual([]);

      await signOut(page);
      await showsNobody(page, email);
      await expect.poll(() => world.service.statusOf(sessionToken), patience).toBe(404);
      await expect.poll(stage.cookieNames, patience).toEqual([]);
      await page.goto(stage.at('/account'));
      await showsNobody(page, email);
      expect(complaints).toEqual([]);
    });

    it('is that nobody is there where the cookie has gone, though the database is kept', async () => {
      const { email, context, world } = stage;
      const { page, sessionToken } = await stage.arrive();
      const other = await stage.openTab('/', `Welcome, ${email}`);
      await context.clearCookies();
      await page.bringToFront();
      await page.goto(stage.at('/account'));
      await page.getByRole('button', { name: 'Sign in by e-mail' }).waitFor();
      for (const tab of [page, other.page]) await showsNobody(tab, email);
      await expect.poll(() => world.service.statusOf(sessionToken), patience).toBe(404);
      expect((await dumpDevice(page)).counts).toMatchObject({ session: 0, keys: 0 });
      await page.goto(stage.at('/'));
      await showsNobody(page, email);
    });
  });
}
