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

/**
 * Walks all of them, one after the other; resolves to what was said of those that failed. Several at once
 * would be so slow that a request's time is over while a person signs in, in the other tab.
 */
export async function walkAll(
  browser: Browser,
  driver: AuthDriver<Page>,
): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const path of walkable) {
    const context = await browser.newContext();
    await walkAuthPathInBrowser(context, path, driver).catch((error: Error) => {
      failed.push(`${path.name}\n${error.message}`);
    });
    await context.close();
  }
  return failed;
}
