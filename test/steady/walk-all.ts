import type { Browser, Page } from 'playwright-core';
import {
  generateAuthPaths,
  isWalkableInBrowser,
  walkAuthPathInBrowser,
} from '../../src/testing/index.js';
import type { AuthDriver } from '../../src/testing/index.js';

/** The default paths that a browser can be made to walk. */
export const walkable = generateAuthPaths({ by: ['user', 'server', 'otherTab', 'time'] }).filter(
  isWalkableInBrowser,
);

/** How many walk at once, each in a context of its own: their clocks go at their own pace. */
const lanes = 4;

/** Walks all of them; resolves to what was said of those that failed. */
export async function walkAll(
  browser: Browser,
  driver: AuthDriver<Page>,
): Promise<readonly string[]> {
  const waiting = [...walkable];
  const failed: string[] = [];
  async function walkOn(): Promise<void> {
    for (let path = waiting.shift(); path; path = waiting.shift()) {
      const context = await browser.newContext();
      await walkAuthPathInBrowser(context, path, driver).catch((error: Error) => {
        failed.push(`${path?.name}\n${error.message}`);
      });
      await context.close();
    }
  }
  await Promise.all(Array.from({ length: lanes }, walkOn));
  return failed;
}
