import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOfVisitors } from '../e2e/dialog/bytes-of-visitors.js';
import { signInByKeyboard } from '../e2e/dialog/by-keyboard.js';
import { serveDialogPage } from '../e2e/dialog/serve.js';
import { servePage } from '../inspect/page/serve-page.js';
import { launchFirefox, openFirefox } from './support/browser.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchFirefox();
});
afterAll(() => browser.close());

describe('in Firefox', () => {
  it('the dialog signs in by keyboard alone, under nonces and Trusted Types', async () => {
    const served = await serveDialogPage();
    const page = await browser.newPage();
    page.setDefaultTimeout(45_000);
    await page.goto(served.url);
    expect(await signInByKeyboard(page)).toBe('ada@example.com');
    await page.close();
    await served.stop();
  });

  it('an address that is typed into the dialog is kept, and on a shared device not a byte of it', async () => {
    expect(await bytesOfVisitors(openFirefox)).toEqual({
      plain: expect.arrayContaining([expect.stringContaining('/storage/default/')]),
      typedByDefault: [expect.stringMatching(/[/]formhistory.sqlite$/)],
      secrets: [],
    });
  });

  it('both inspectors show the charts', async () => {
    const served = await servePage('stately-app.ts', 'receiver.ts', 'app.ts');
    const page = await browser.newPage();
    page.setDefaultTimeout(45_000);
    await page.goto(served.url);
    const isReceiver = (url: string) => url.endsWith('/receiver.html');
    const charts = () =>
      page
        .frames()
        .find((frame) => isReceiver(frame.url()))
        ?.evaluate(() => Object.keys((globalThis as { charts?: object }).charts ?? {}).toSorted());
    await expect.poll(charts, { timeout: 45_000 }).toEqual(['auth', 'outbox']);
    await page.goto(`${served.url}app.html`);
    await page.locator('g[data-state="auth.loggedOut"]').waitFor();
    await page.locator('#signIn').click();
    await page.locator('#status', { hasText: 'authenticated' }).waitFor();
    await page.locator('.state.active[data-state="auth.authenticated"]').waitFor();
    await page.close();
    await served.stop();
  });
});
