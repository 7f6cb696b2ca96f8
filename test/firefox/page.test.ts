import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesOfVisitors } from '../e2e/dialog/bytes-of-visitors.js';
import { signInByKeyboard } from '../e2e/dialog/by-keyboard.js';
import { serveDialogPage } from '../e2e/dialog/serve.js';
import { servePage } from '../inspect/page/serve-page.js';
import { pathFromEvents, walkAuthPathInBrowser } from '../../src/testing/index.js';
import { dialogDriverAt, driverAt } from '../testing/playwright/driver.js';
import { serveApp } from '../testing/playwright/serve-app.js';
import { launchFirefox, openFirefox } from './support/browser.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchFirefox();
});
afterAll(() => browser.close());

/** Some of the default paths: each way in, each fault of the server, the other tab. */
const stories = [
  [dialogDriverAt, ['opensSignedIn', 'clicksLogOut', 'serverFails', 'networkReturns']],
  [driverAt, ['opensSignedIn', 'clicksLogOut', 'otherTabSignsIn', 'serverRefuses']],
  [driverAt, ['opensSignedIn', 'otherTabLogsOut']],
  [
    driverAt,
    [
      ...['opensSignedIn', 'clicksLogOut', 'networkFails'],
      ...['signsIn', 'serverAgrees', 'clicksLogOut', 'serverAgrees'],
    ],
  ],
] as const;

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

  it('the testing kit answers in the page: walks in an app with a form of its own, and with the dialog', async () => {
    const app = await serveApp();
    const walked: string[] = [];
    for (const [driver, story] of stories) {
      const path = pathFromEvents(story);
      const context = await browser.newContext();
      await walkAuthPathInBrowser(context, path, driver(app.url));
      walked.push(path.name);
      await context.close();
    }
    expect(walked).toHaveLength(stories.length);
    await app.close();
  });
});
