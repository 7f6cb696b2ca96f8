import type { Browser, Page } from 'playwright-core';
import {
  generateAuthPaths,
  isWalkableInBrowser,
  walkAuthPathInBrowser,
} from '../../src/testing/index.js';
import type { AuthDriver, AuthPath } from '../../src/testing/index.js';

/** The default paths that a browser can be made to walk. */
export const walkable = generateAuthPaths({ by: ['user', 'server', 'otherTab', 'time'] }).filter(
  isWalkableInBrowser,
);

/** Walks all of them, so many contexts at once; resolves to what was said of those that failed. */
export async function walkAll(
  browser: Browser,
  driver: AuthDriver<Page>,
  atOnce: number,
): Promise<readonly string[]> {
  const queue = [...walkable];
  const walkers = Array.from({ length: atOnce }, () => walkInTurn(browser, driver, queue));
  return (await Promise.all(walkers)).flat();
}

async function walkInTurn(
  browser: Browser,
  driver: AuthDriver<Page>,
  queue: AuthPath[],
): Promise<string[]> {
  const failed: string[] = [];
  for (let path = queue.shift(); path; path = queue.shift()) {
    const { name } = path;
    const context = await browser.newContext();
    await walkAuthPathInBrowser(context, path, driver).catch((error: Error) => {
      failed.push(`${name}\n${error.message}`);
    });
    await context.close();
  }
  return failed;
}
