import { describe, expect, it } from 'vitest';
import type { Stage } from '../stage.js';
import { openWatched, signIn } from '../visitor.js';

/** Who is not signed in. */
export function playVisitor(stage: Stage): void {
  describe('a visitor', () => {
    it('is sent to the sign-in with the way back, and led back after it', async () => {
      const redirect = await stage.context.request.get(stage.at('/account?tab=2'), {
        maxRedirects: 0,
      });
      expect(redirect.status()).toBeGreaterThanOrEqual(302);
      expect(redirect.headers()['location']).toContain(
        `/sign-in?from=${encodeURIComponent('/account?tab=2')}`,
      );
      const { page, complaints } = await openWatched(stage.context);
      await page.goto(stage.at('/account?tab=2'));
      await signIn(page, stage.email, (to) => stage.world.service.codeFor(to));
      await page.getByRole('heading', { name: `Account of ${stage.email}` }).waitFor();
      expect(page.url()).toBe(stage.at('/account?tab=2'));
      expect(complaints).toEqual([]);
    });

    it('is not led to another site', async () => {
      const { page } = await openWatched(stage.context);
      await page.goto(stage.at('/sign-in?from=//evil.example/'));
      await signIn(page, stage.email, (to) => stage.world.service.codeFor(to));
      await page.getByRole('heading', { name: `Welcome, ${stage.email}` }).waitFor();
      expect(page.url()).toBe(stage.at('/'));
    });

    it('has no page of what was prefetched for nobody, once signed in', async () => {
      const { page } = await openWatched(stage.context);
      await page.goto(stage.at('/'));
      await page.getByRole('link', { name: 'Account' }).hover();
      await page.getByRole('link', { name: 'Sign in' }).click();
      await signIn(page, stage.email, (to) => stage.world.service.codeFor(to));
      await page.getByRole('link', { name: 'Account' }).click();
      await page.getByRole('heading', { name: `Account of ${stage.email}` }).waitFor();
      expect(page.url()).toBe(stage.at('/account'));
    });
  });
}
