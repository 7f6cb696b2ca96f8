import type { BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Lab } from './lab.js';

/** How long a page may take for anything on a busy machine, in ms. */
export const patience = { timeout: 45_000 };

/** Opens the test's page and waits until the engine knows who is signed in. */
export async function openTab(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(patience.timeout);
  await page.goto(url);
  await ready(page);
  return page;
}

/** Waits until the engine knows who is signed in. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(() => window.lab?.auth.getView().ready);
}

/** Waits until React shows this person, or `nobody`, in this status. */
export async function shows(page: Page, status: string, user: string): Promise<void> {
  await page.waitForFunction(
    ([status, user]) =>
      document.querySelector('#status')?.textContent === status &&
      document.querySelector('#user')?.textContent === user,
    [status, user] as const,
  );
}

/** Signs in with the code that the server has sent. */
export const signIn = (page: Page, email: string, remember = true): Promise<void> =>
  page.evaluate(([email, remember]) => window.lab.signIn(email, remember), [
    email,
    remember,
  ] as const);

/** The same, and waits until that is shown. */
export async function signedIn(page: Page, email: string, remember = true): Promise<void> {
  await signIn(page, email, remember);
  await shows(page, 'authenticated', email);
}

export const logout = (page: Page): ReturnType<Lab['logout']> =>
  page.evaluate(() => window.lab.logout());

export const dump = (page: Page): ReturnType<Lab['dump']> => page.evaluate(() => window.lab.dump());

/** A device without a session, and with nothing left to tell the server. */
export const emptyDisk = { session: [], keys: [], revocations: [] };

/** Waits until the disk holds neither session nor key, nor anything to tell the server. */
export async function clean(page: Page): Promise<void> {
  await expect.poll(() => dump(page), patience).toEqual(emptyDisk);
}
