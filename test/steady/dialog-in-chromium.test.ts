import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumArgs, chromiumPath } from '../../scripts/chromium.js';
import {
  generateAuthPaths,
  isWalkableInBrowser,
  walkAuthPathInBrowser,
} from '../../src/testing/index.js';
import type { AuthPath } from '../../src/testing/index.js';
import { dialogDriverAt } from '../testing/playwright/driver.js';
import { serveApp } from '../testing/playwright/serve-app.js';
import { rounds } from './rounds.js';

/** So many contexts of one browser are walked in at once: most of a walk is waiting. */
const atOnce = 3;

const paths = generateAuthPaths({ by: ['user', 'server', 'otherTab', 'time'] }).filter(
  isWalkableInBrowser,
);
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

/** Walks one path after the other; resolves to what was said of those that failed. */
async function walkAll(queue: AuthPath[]): Promise<string[]> {
  const failed: string[] = [];
  for (let path = queue.shift(); path; path = queue.shift()) {
    const { name } = path;
    const context = await browser.newContext();
    await walkAuthPathInBrowser(context, path, dialogDriverAt(app.url)).catch((error: Error) => {
      failed.push(`${name}\n${error.message}`);
    });
    await context.close();
  }
  return failed;
}

it.each(rounds)(
  "in Chromium all paths pass through the package's own dialog, round %i",
  { timeout: 900_000 },
  async () => {
    expect(paths.length).toBeGreaterThan(24);
    const queue = [...paths];
    const failed = await Promise.all(Array.from({ length: atOnce }, () => walkAll(queue)));
    expect(failed.flat()).toEqual([]);
  },
);
