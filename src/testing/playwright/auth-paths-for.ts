import type { BrowserContext, Page } from 'playwright-core';
import type { AuthCoverage, AuthPath } from '../paths/index.js';
import { coverageOf } from '../paths/index.js';
import type { AuthDriver } from '../walk/driver.js';
import { atLocationOfCaller } from './at-location.js';
import type { AttachesCoverage } from './attach-coverage.js';
import { attachCoverage } from './attach-coverage.js';
import type { BrowserWalkOptions } from './walk-auth-path-in-browser.js';
import { isWalkableInBrowser, walkAuthPathInBrowser } from './walk-auth-path-in-browser.js';

/** The part of Playwright's `test` that is used. */
export interface PlaywrightTest {
  (title: string, body: (fixtures: { context: BrowserContext }) => Promise<void>): unknown;
  /** Playwright's `test.step`: each fact becomes a step of the report. */
  step?<T>(title: string, body: () => Promise<T>): Promise<T>;
  /** Playwright's `test.info`: what a path took is attached for the reporter. */
  info?(): AttachesCoverage;
}

/** What was registered. */
export interface RegisteredPaths {
  /** The paths that became tests. */
  readonly paths: readonly AuthPath[];
  /** Those that a browser cannot be made to walk. */
  readonly leftOut: readonly AuthPath[];
  /** What the tests go through: less than all of the statechart, in a browser. */
  readonly coverage: AuthCoverage;
}

/**
 * Makes tests of paths for Playwright's own runner: call what it returns with the paths, a driver and
 * options. Paths that need more than a user, a server, another tab or time are left out: what it returns
 * tells which, and what of the statechart the tests go through. Each test is reported where you call it,
 * with a step for each fact.
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
): (
  paths: readonly AuthPath[],
  driver: AuthDriver<Page>,
  options?: BrowserWalkOptions,
) => RegisteredPaths {
  if (typeof test !== 'function')
    throw new TypeError(
      'authPathsFor: pass Playwright\'s "test": import { test } from "@playwright/test".',
    );
  return function register(paths, driver, options = {}) {
    const walkable = paths.filter(isWalkableInBrowser);
    if (walkable.length === 0)
      throw new TypeError('authPathsFor: "paths" has no path that a browser can be made to walk.');
    const inTheFileOfTheUser = atLocationOfCaller(register);
    const step: BrowserWalkOptions['step'] =
      test.step && ((title, body) => test.step?.(title, body) ?? body());
    for (const path of walkable) {
      // Playwright reads the names of the fixtures from the parameter.
      const body = async ({ context }: { context: BrowserContext }) =>
        attachCoverage(test.info?.(), () =>
          walkAuthPathInBrowser(context, path, driver, { ...(step && { step }), ...options }),
        );
      inTheFileOfTheUser(test.bind(null, path.name, body));
    }
    return {
      paths: walkable,
      leftOut: paths.filter((path) => !isWalkableInBrowser(path)),
      coverage: coverageOf(walkable),
    };
  };
}
