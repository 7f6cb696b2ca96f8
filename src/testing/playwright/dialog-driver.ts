import type { Page } from 'playwright-core';
import type { AuthDriver } from '../walk/driver.js';
import { dialogParts as parts } from './dialog-parts.js';

/** How an app with the package's own dialog is worked: all but the signing in. */
export interface DialogApp<AnyPage> extends Omit<AuthDriver<AnyPage>, 'signIn'> {
  /** What a user does to open the dialog: a click on "Log in", mostly. */
  readonly start: (page: AnyPage) => unknown;
}

/**
 * Drivers that need not be written: `drivers.dialog` signs in through the package's own dialog, in a
 * real browser as well as in memory.
 */
export const drivers = {
  /**
   * A driver for an app that signs in through the dialog of this package.
   *
   * @example
   * ```ts
   * drivers.dialog({
   *   open: (page) => page.goto('/'),
   *   start: (page) => page.getByText('Log in').click(),
   *   logOut: (page) => page.getByText('Log out').click(),
   *   whoIsLoggedIn: async (page) => …,
   * })
   * ```
   */
  dialog<AnyPage>(app: DialogApp<AnyPage>): AuthDriver<AnyPage> {
    if (typeof app?.start !== 'function')
      throw new TypeError('drivers.dialog: "start" is missing: it opens the dialog.');
    const { start, ...driver } = app;
    return {
      ...driver,
      async logOut(page) {
        if (isBrowserPage(page)) await leaveDialog(page);
        await driver.logOut(page);
      },
      async signIn(page, who) {
        const { email } = who.user;
        if (isBrowserPage(page)) await inBrowser(page, () => start(page), email, who.code);
        else await inDocument(() => start(page), email, who.code);
      },
    };
  },
} as const;

function isBrowserPage(page: unknown): page is Page {
  return typeof page === 'object' && page !== null && 'locator' in page && 'keyboard' in page;
}

/** As a person does whose dialog still covers the page: it says for a while who has signed in. */
async function leaveDialog(page: Page): Promise<void> {
  const dialog = page.locator('dialog.moonkey-dialog');
  if (!(await dialog.count())) return;
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}

/** A dialog that another attempt left open is begun anew. */
async function inBrowser(
  page: Page,
  start: () => unknown,
  email: string,
  code: string,
): Promise<void> {
  await leaveDialog(page);
  await start();
  await page.locator(parts.email).fill(email);
  await page.locator(parts.submit).click();
  await page.locator(parts.code).fill(code);
}

async function inDocument(start: () => unknown, email: string, code: string): Promise<void> {
  document.querySelector<HTMLDialogElement>('dialog.moonkey-dialog')?.close();
  await appeared(() => !document.querySelector('dialog.moonkey-dialog'));
  await start();
  type(await found<HTMLInputElement>(parts.email), email);
  (await found<HTMLButtonElement>(parts.submit)).click();
  type(await found<HTMLInputElement>(parts.code), code);
}

/** What a user types, as React hears it. */
function type(input: HTMLInputElement, text: string): void {
  Reflect.set(Object.getPrototypeOf(input) as object, 'value', text, input);
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

async function found<T extends Element>(selector: string): Promise<T> {
  await appeared(() => document.querySelector(selector));
  return document.querySelector(selector) as T;
}

/** The step's own bound ends this. */
async function appeared(look: () => unknown): Promise<void> {
  while (!look()) await new Promise((resolve) => setTimeout(resolve, 5));
}
