import type { BrowserContext, Page } from 'playwright-core';
import type { AuthPath } from '../paths/index.js';
import type { AuthDriver } from '../walk/driver.js';
import type { BrowserWalkOptions } from './walk-auth-path-in-browser.js';
import { isWalkableInBrowser, walkAuthPathInBrowser } from './walk-auth-path-in-browser.js';

/** The part of Playwright's `test` that is used. */
export type PlaywrightTest = (
  title: string,
  body: (fixtures: { context: BrowserContext }) => Promise<void>,
) => unknown;

/**
 * Makes tests of paths for Playwright's own runner: call what it returns with the paths, a driver and
 * options. Paths that need more than a user, a server, another tab or time are left out.
 *
 * @param test - Playwright's `test`.
 * @throws TypeError when `test` is not a function, or no path is left.
 *
 * @example
 * ```ts
 * import { test } from '@playwright/test'
 *
 * authPathsFor(test)(generateAuthPaths({ by: ['user', 'server', 'otherTab'] }), {
 *   open: (page) => page.goto('/'),
 *   logOut: (page) => page.getByText('Log out').click(),
 *   signIn: async (page, { user, code }) => { … },
 *   whoIsLoggedIn: async (page) => …,
 * })
 * ```
 */
export function authPathsFor(
  test: PlaywrightTest,
): (paths: readonly AuthPath[], driver: AuthDriver<Page>, options?: BrowserWalkOptions) => void {
  if (typeof test !== 'function')
    throw new TypeError(
      'authPathsFor: pass Playwright\'s "test": import { test } from "@playwright/test".',
    );
  return (paths, driver, options) => {
    const walkable = paths.filter(isWalkableInBrowser);
    if (walkable.length === 0)
      throw new TypeError('authPathsFor: "paths" has no path that a browser can be made to walk.');
    for (const path of walkable)
      // Playwright reads the names of the fixtures from the parameter.
      test(path.name, async ({ context }) => walkAuthPathInBrowser(context, path, driver, options));
  };
}
