import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Waits until what has the focus is of this `autocomplete`, tag or text. */
export const focusIs = (page: Page, what: string) =>
  page.waitForFunction(
    (name) =>
      [
        document.activeElement?.getAttribute('autocomplete'),
        document.activeElement?.tagName,
        document.activeElement?.textContent,
      ].includes(name),
    what,
  );

const focused = (page: Page) => page.evaluate(() => document.activeElement?.tagName ?? '');

/** Signs in without a mouse, by a wrong code and then the right one, and ends on the app: whom it shows. */
export async function signInByKeyboard(page: Page): Promise<string | null> {
  await page.getByText('Sign in here').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await focusIs(page, 'email');
  // A modal keeps the focus: it never reaches the page behind.
  for (let presses = 0; presses < 6; presses++) {
    await page.keyboard.press('Tab');
    expect(await focused(page)).not.toBe('MAIN');
  }
  await page.getByRole('textbox').focus();
  await page.keyboard.type('ada@example.com');
  await page.keyboard.press('Enter');
  await focusIs(page, 'one-time-code');
  await page.keyboard.type('000000');
  await page.getByText('That code isn’t right').waitFor();
  await page.keyboard.type('123456');
  await focusIs(page, 'You’re signed in');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await focusIs(page, 'MAIN');
  return page.locator('#who').textContent();
}
