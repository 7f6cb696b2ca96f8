import type { Page } from 'playwright-core';
import type { AuthDriver } from '../../../src/testing/index.js';
import { drivers } from '../../../src/testing/index.js';

/** How to work the test app in a browser. */
export const driverAt = (url: string): AuthDriver<Page> => ({
  open: (page) => page.goto(url),
  logOut: (page) => page.getByText('Log out').click(),
  async signIn(page, { user, code }) {
    await page.getByLabel('E-mail').fill(user.email);
    await page.getByText('Send code').click();
    await page.getByLabel('Code').fill(code);
    await page.getByText('Sign in').click();
  },
  async whoIsLoggedIn(page) {
    const user = page.getByTestId('user');
    if (await user.count()) return user.textContent();
    return (await page.getByText('You are logged out.').count()) ? null : undefined;
  },
});

/** How to work it when it signs in through the package's own dialog. */
export const dialogDriverAt = (url: string): AuthDriver<Page> =>
  drivers.dialog({
    open: (page) => page.goto(`${url}?dialog`),
    start: (page) => page.getByText('Log in').click(),
    logOut: (page) => page.getByText('Log out').click(),
    async whoIsLoggedIn(page) {
      const user = page.getByTestId('user');
      if (await user.count()) return user.textContent();
      return (await page.getByText('Log in').count()) ? null : undefined;
    },
  });
