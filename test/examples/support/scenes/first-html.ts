import { describe, expect, it } from 'vitest';
import type { Stage } from '../stage.js';
import { isShown, layoutShifts } from '../visitor.js';

/** What the server sends before any script runs. */
export function playFirstHtml(stage: Stage): void {
  describe('the first HTML', () => {
    it('holds the name of a signed-in user, is taken over without a word, and nothing moves', async () => {
      const { sessionToken } = await stage.arrive();
      for (const path of ['/', '/account']) {
        const html = await stage.htmlOf(path);
        expect(html).toContain(stage.email);
        expect(html).not.toContain(sessionToken);
        expect(html).not.toMatch(/eyJ[\w-]{20,}\./);
      }
      const { page, complaints } = await stage.openTab('/', `Welcome, ${stage.email}`);
      await isShown(page, stage.email);
      await page.waitForLoadState('networkidle');
      expect(await layoutShifts(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });

    it('holds nothing of a user otherwise', async () => {
      expect(await stage.htmlOf('/')).toContain('Sign in');
      expect(await stage.htmlOf('/')).not.toContain('@example.com');
      const { page, complaints } = await stage.openTab('/', 'Welcome');
      await page.getByRole('link', { name: 'Sign in' }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await layoutShifts(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });
}
