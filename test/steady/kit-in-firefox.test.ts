import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchFirefox } from '../firefox/support/browser.js';
import { dialogDriverAt, driverAt } from '../testing/playwright/driver.js';
import { serveApp } from '../testing/playwright/serve-app.js';
import { walkAll } from './walk-all.js';

let browser: Browser;
let app: Awaited<ReturnType<typeof serveApp>>;

beforeAll(async () => {
  [browser, app] = await Promise.all([launchFirefox(), serveApp()]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

it.each([
  ['a form of its own', driverAt],
  ["the package's own dialog", dialogDriverAt],
])('in Firefox all paths pass in an app with %s', { timeout: 1_800_000 }, async (_, driver) => {
  expect(await walkAll(browser, driver(app.url))).toEqual([]);
});
