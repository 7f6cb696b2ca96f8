import { describe, expect, it } from 'vitest';
import { dumpDevice } from '../../../e2e/support/dump-device.js';
import type { Stage } from '../stage.js';
import { goOn, patience, showsNobody, signOut } from '../visitor.js';

/** What the server does for whoever is signed in. */
export function playOnTheServer(stage: Stage): void {
  describe('on the server', () => {
    it('an action knows its user, and another API is called in the user’s name', async () => {
      const { page, complaints } = await stage.arrive();
      await page.getByLabel('Note').fill('milk');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Note: milk').waitFor();
      const orders = await stage.context.request.get(stage.at('/api/orders'));
      expect(await orders.json()).toEqual({ of: expect.stringMatching(/^user_/) as unknown });
      await stage.context.clearCookies();
      expect((await stage.context.request.get(stage.at('/api/orders'))).status()).toBe(401);
      expect(complaints).toEqual([]);
    });

    it('a session is checked once a request, and renewed on the way', async () => {
      await stage.arrive();
      await stage.htmlOf('/account');
      stage.world.api.takeCalls();
      await stage.htmlOf('/account');
      expect(stage.world.api.takeCalls()).toEqual([]);

      await stage.context.clearCookies({ name: /session_jwt$/ });
      await stage.htmlOf('/account');
      expect(stage.world.api.takeCalls()).toEqual(['POST /v1/auth/sessions/verify']);
      await stage.htmlOf('/account');
      expect(stage.world.api.takeCalls()).toEqual([]);
    });

    it('a logout is heard of by every tab, and by the next page', async () => {
      const { page, sessionToken, complaints } = await stage.arrive();
      const other = await stage.openTab('/account', `Account of ${stage.email}`);
      await page.getByRole('button', { name: 'Sign out on the server' }).click();
      await showsNobody(page, stage.email);
      await expect.poll(() => stage.world.service.statusOf(sessionToken), patience).toBe(404);
      await other.page.bringToFront();
      await showsNobody(other.page, stage.email);
      await goOn(page, stage.at('/'));
      await showsNobody(page, stage.email);
      expect((await dumpDevice(page)).counts).toMatchObject({ session: 0, keys: 0 });
      expect([...complaints, ...other.complaints]).toEqual([]);
    });

    it('a logout works without script', async () => {
      const { sessionToken } = await stage.arrive();
      const plain = await stage.world.browser.newContext({
        javaScriptEnabled: false,
        storageState: { cookies: await stage.context.cookies(), origins: [] },
      });
      try {
        const page = await plain.newPage();
        await page.goto(stage.at('/account'));
        await page.getByRole('heading', { name: `Account of ${stage.email}` }).waitFor();
        // What renews the session on the way must not bring it back.
        await plain.clearCookies({ name: /session_jwt$/ });
        await signOut(page);
        await showsNobody(page, stage.email);
        expect(await stage.world.service.statusOf(sessionToken)).toBe(404);
        const names = (await plain.cookies()).map(({ name }) => name);
        expect(names.filter((name) => name.startsWith('session_'))).toEqual([]);
      } finally {
        await plain.close();
      }
    });
  });
}
