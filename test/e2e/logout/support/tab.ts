import type { RealServer } from './real-server.js';
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

export const signIn = (page: Page, email: string): Promise<void> =>
  page.evaluate((email) => window.lab.signIn(email), email);

/** Signs in with the code that a real service has sent. */
export async function signInAt(
  page: Page,
  { codeFor }: Pick<RealServer, 'codeFor'>,
  email: string,
  remember = true,
): Promise<void> {
  const methodId = await page.evaluate(
    async (email) => (await window.lab.auth.sendCode({ email })).methodId,
    email,
  );
  const request = { methodId, code: codeFor(email), remember };
  await page.evaluate(async (request) => void (await window.lab.auth.signIn(request)), request);
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
