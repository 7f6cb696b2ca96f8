import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumArgs, chromiumPath } from '../../scripts/chromium.js';
import { dialogDriverAt } from '../testing/playwright/driver.js';
import { serveApp } from '../testing/playwright/serve-app.js';
import { rounds } from './rounds.js';
import { walkable, walkAll } from './walk-all.js';

let browser: Browser;
let app: Awaited<ReturnType<typeof serveApp>>;

beforeAll(async () => {
  [browser, app] = await Promise.all([
    chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] }),
    serveApp(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

it.each(rounds)(
  "in Chromium all paths pass through the package's own dialog, round %i",
  { timeout: 900_000 },
  async () => {
    expect(walkable.length).toBeGreaterThan(24);
    expect(await walkAll(browser, dialogDriverAt(app.url))).toEqual([]);
  },
);
