import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArgs, chromiumPath } from '../../scripts/chromium.js';
import type { ServedPage } from '../inspect/page/serve-page.js';
import { servePageOfOneFile } from '../inspect/page/serve-page.js';

let served: ServedPage;
let browser: Browser;

beforeAll(async () => {
  [served, browser] = await Promise.all([
    // As the guide says: the worker is an entry beside the app's own.
    servePageOfOneFile('own-app.ts', '../../../src/inspect/layout/elk-worker.ts'),
    chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] }),
  ]);
});
afterAll(async () => {
  await browser.close();
  await served.stop();
});

/** Opens the page and shows the chart of sixty states. */
async function openSixty(prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  await prepare?.(page);
  await page.goto(served.url);
  await page.locator('.state.active').first().waitFor();
  await page.getByRole('button', { name: 'Show sixty', exact: true }).click();
  await page.locator('g[data-state="sixty"]').waitFor();
  return page;
}

describe('the inspector in a bundle of one file', () => {
  it('starts the app once, and folds a large chart before it is laid out in the page', async () => {
    const page = await openSixty((opened) =>
      opened.route('**/elk-worker.js', (route) => route.fulfill({ status: 404 })),
    );
    expect(await page.locator('g.state').count()).toBe(7);
    expect(page.workers()).toEqual([]);
    expect(served.requests.filter((path) => path === '/own-app.js')).toHaveLength(1);
    await page.locator('g[data-state="sixty.group1"]').dblclick();
    await page.locator('g[data-state="sixty.group1.step3"]').waitFor();
    await page.close();
  });

  it('lays all of it out in a worker where its file stands beside the bundle', async () => {
    const page = await openSixty();
    await expect.poll(() => page.locator('g.state').count()).toBe(61);
    expect(page.workers()).toHaveLength(1);
    await page.close();
  });
});
