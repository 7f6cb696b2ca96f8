import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { askForCode, type Inbox, patience } from '../../support/ask-for-code.js';

export { patience };

/** What the backend gave for a code: what must not be found anywhere afterwards. */
export interface Secrets {
  readonly sessionToken: string;
  readonly sessionJwt: string;
}

/** Opens the demo and waits until it knows who is signed in. */
export async function visit(page: Page, url: string): Promise<void> {
  page.setDefaultTimeout(patience.timeout);
  await page.goto(url);
  await page.locator('main[data-ready=true]').waitFor();
}

/** Signs in through the dialog, and tells what the page was given. */
export async function signIn(page: Page, email: string, codeFor: Inbox): Promise<Secrets> {
  await page.getByRole('button', { name: 'Another address' }).click();
  const { field, code } = await askForCode(page, email, codeFor);
  const grant = page.waitForResponse('**/api/auth/otp/verify');
  await field.fill(code);
  const secrets = (await (await grant).json()) as Secrets;
  await isSignedIn(page, email);
  return secrets;
}

/** Waits until the header greets this person. */
export async function isSignedIn(page: Page, email: string): Promise<void> {
  await page.getByRole('banner').getByText(`Welcome, ${email}`).waitFor();
  // The dialog says so for a moment, and keeps the focus meanwhile.
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** Waits until the page shows that nobody is signed in any more, with this headline. */
export async function isLoggedOut(page: Page, headline: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: headline }).waitFor();
  expect(await page.getByText('Welcome,').count()).toBe(0);
}

/** Logs out by the menu and the question it leads to. */
export async function logOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Your menu' }).click();
  await page.getByRole('banner').getByRole('button', { name: 'Log out…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Log out', exact: true }).click();
}

/** How the promise of `logout()` ended: its error's code, if any, and after how many ms. */
export async function logoutEnded(page: Page): Promise<{ code: string | undefined; took: number }> {
  const ended = page.getByText(/^await logout\(\) (resolved|rejected)/);
  await ended.waitFor();
  const text = await ended.textContent();
  const [, amount, unit, code] = /after ([\d.]+) (ms|s)(?:: (\w+))?/.exec(text ?? '') ?? [];
  return { code, took: Number(amount) * (unit === 's' ? 1000 : 1) };
}
