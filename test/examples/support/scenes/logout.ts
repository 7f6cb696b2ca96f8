import { describe, expect, it } from 'vitest';
import type { Stage } from '../stage.js';
import { patience, showsNobody, signOut } from '../visitor.js';

/** A logout of the page. */
export function playLogout(stage: Stage): void {
  describe('a logout', () => {
    it('leads on, and takes what every tab has kept of the user', async () => {
      const { page, sessionToken, complaints } = await stage.arrive();
      await page.getByRole('link', { name: 'Home' }).click();
      await page.getByRole('heading', { name: `Welcome, ${stage.email}` }).waitFor();
      const other = await stage.openTab('/account', `Account of ${stage.email}`);
      await page.bringToFront();
      await signOut(page);
      await page.getByRole('heading', { name: 'Welcome', exact: true }).waitFor();
      for (const tab of [page, other.page]) await showsNobody(tab, stage.email);
      await expect.poll(() => stage.world.service.statusOf(sessionToken), patience).toBe(404);

      // What the router may have kept: the page before, and the one that a link leads to.
      await page.goBack();
      await showsNobody(page, stage.email);
      await page.getByRole('link', { name: 'Account' }).click();
      await page.getByRole('button', { name: 'Sign in by e-mail' }).waitFor();
      await showsNobody(page, stage.email);
      await other.page.getByRole('link', { name: 'Home' }).click();
      await other.page.getByRole('heading', { name: 'Welcome', exact: true }).waitFor();
      expect([...complaints, ...other.complaints]).toEqual([]);
    });

    it('holds for pages of the server though the service is down, and is made good later', async () => {
      const { page, sessionToken } = await stage.arrive();
      const other = await stage.openTab('/', `Welcome, ${stage.email}`);
      stage.world.api.isDown = true;
      await page.bringToFront();
      await signOut(page);
      for (const tab of [page, other.page]) await showsNobody(tab, stage.email);
      for (const path of ['/', '/account'])
        expect(await stage.htmlOf(path)).not.toContain(stage.email);
      await page.goto(stage.at('/account'));
      await page.getByRole('button', { name: 'Sign in by e-mail' }).waitFor();
      await showsNobody(page, stage.email);
      await page.goto(stage.at('/'));
      await showsNobody(page, stage.email);
      expect(await stage.world.service.statusOf(sessionToken)).toBe(200);

      stage.world.api.isDown = false;
      await page.reload();
      await expect.poll(() => stage.world.service.statusOf(sessionToken), patience).toBe(404);
      const names = async () => (await stage.context.cookies()).map(({ name }) => name);
      await expect.poll(names, patience).toEqual([]);
    });
  });
}
