import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { askForCode, type Inbox, patience } from '../../support/ask-for-code.js';

export { patience };

/** What the page says on its console besides news: faults, and what a framework warns of. */
export interface Watched {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens a tab whose console, errors and layout shifts are watched. */
export async function openWatched(context: BrowserContext): Promise<Watched> {
  const page = await context.newPage();
  page.setDefaultTimeout(patience.timeout);
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The examples have no icon, which browsers ask for.
    const { url } = message.location();
    if (['warning', 'error'].includes(message.type()) && !url.endsWith('/favicon.ico'))
      complaints.push(`${message.text()} (${url})`);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.addInitScript(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        shifts.push((entry as unknown as { value: number }).value);
    }).observe({ type: 'layout-shift', buffered: true });

    const headers: string[] = [];
    Object.assign(window, { headers });
    const look = () => {
      const shown = document.querySelector('header')?.textContent;
      if (shown) headers.push(shown);
      requestAnimationFrame(look);
    };
    look();
  });
  return { page, complaints };
}

/** What a page says besides that a request of it got no answer: the browser's own word, and its router's. */
export const besidesNetwork = (complaints: readonly string[]): readonly string[] =>
  complaints.filter((text) => !/^Failed to load resource: net::|Failed to fetch/.test(text));

/** How much of the page has moved since it was opened: see Layout Instability, `value` of each shift. */
export const layoutShifts = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);

/** What the page's header said in each of its frames, from the first on. */
export const headersOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { headers: string[] }).headers);

/** Signs in on the page that offers it, and waits for the greeting in the header. */
export async function signIn(page: Page, email: string, codeFor: Inbox): Promise<void> {
  // Before it is hydrated, a button does nothing.
  await page.waitForLoadState('networkidle');
  await page.getByRole('button', { name: 'Sign in by e-mail' }).click();
  const { field, code } = await askForCode(page, email, codeFor);
  await field.fill(code);
  await isShown(page, email);
  // It says so for a moment.
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

/** Waits until the header shows this user. */
export const isShown = (page: Page, email: string): Promise<void> =>
  page.getByRole('banner').getByText(email).waitFor();

/** Waits until the page shows nobody, and nothing of the user anywhere. */
export async function showsNobody(page: Page, email: string): Promise<void> {
  await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
  await expect.poll(() => page.locator('body').innerText(), patience).not.toContain(email);
}

export const signOut = (page: Page): Promise<void> =>
  page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
