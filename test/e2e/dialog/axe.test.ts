import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../logout/support/browser.js';
import { focusIs } from './by-keyboard.js';
import { serveDialogPage } from './serve.js';

let served: Awaited<ReturnType<typeof serveDialogPage>>;
let browser: Browser;
let axeSource: string;

beforeAll(async () => {
  [served, browser, axeSource] = await Promise.all([
    serveDialogPage(),
    launchBrowser(),
    readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8'),
  ]);
});
afterAll(async () => {
  await browser.close();
  await served.stop();
});

/** What axe finds in the dialog as it is now. */
async function violations(page: Page): Promise<string[]> {
  const results = await page.evaluate(() => {
    const { axe } = globalThis as unknown as {
      axe: { run: (context: object) => Promise<AxeResults> };
    };
    return axe.run({ include: [['dialog']] });
  });
  expect(results.passes.length).toBeGreaterThan(10);
  return results.violations.map(
    ({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ html }) => html).join(', ')}`,
  );
}

describe('the dialog', () => {
  it.each([
    ['light', '?theme=light&stays'],
    ['dark', '?theme=dark&stays'],
    ['right to left', '?locale=ar&stays'],
  ])('has nothing that axe finds fault with, in each of its steps: %s', async (_, query) => {
    const context = await browser.newContext({ reducedMotion: 'reduce', bypassCSP: true });
    const page = await context.newPage();
    await page.goto(served.url + query);
    await page.evaluate(axeSource);
    const found: Record<string, string[]> = {};

    await page.getByText('Sign in here').click();
    await focusIs(page, 'email');
    found['email'] = await violations(page);
    await page.keyboard.type('ada@example.com');
    await page.keyboard.press('Enter');
    await focusIs(page, 'one-time-code');
    found['code'] = await violations(page);
    await page.keyboard.type('000000');
    await page.locator('[aria-invalid=true]').waitFor();
    found['wrong code'] = await violations(page);
    await page.keyboard.type('123456');
    await page.locator('dialog input').waitFor({ state: 'detached' });
    found['success'] = await violations(page);

    expect(found).toEqual({ email: [], code: [], 'wrong code': [], success: [] });
    await context.close();
  });
});
