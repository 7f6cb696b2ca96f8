import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../logout/support/browser.js';
import { focusIs as focusIsOn, signInByKeyboard } from './by-keyboard.js';
import { serveDialogPage } from './serve.js';
import { withPreact, withReactCompiler } from './ways.js';

let served: Awaited<ReturnType<typeof serveDialogPage>>;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [served, browser] = await Promise.all([serveDialogPage(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await served.stop();
});
beforeEach(async () => {
  context = await browser.newContext({ reducedMotion: 'reduce' });
  page = await context.newPage();
  page.setDefaultTimeout(45_000);
  complaints.length = 0;
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/violates|Refused|TrustedHTML|NotFoundError/.test(message.text()))
      complaints.push(message.text());
  });
});
afterEach(() => context.close());

const focusIs = (what: string) => focusIsOn(page, what);

/** What a translator does: each text becomes an element in its place. */
const translate = () =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    while (walker.nextNode()) nodes.push(walker.currentNode as Text);
    for (const node of nodes) {
      if (node.parentElement?.closest('script, [translate=no], font')) continue;
      const font = document.createElement('font');
      font.textContent = `«${node.data}»`;
      node.replaceWith(font);
    }
  });

describe('the dialog in Chromium, below a path, under nonces and Trusted Types', () => {
  it('signs in by keyboard alone, and gives the focus back to the app', async () => {
    await page.goto(served.url);
    expect(await signInByKeyboard(page)).toBe('ada@example.com');
    expect(complaints).toEqual([]);
  });

  it('closes with Esc, and gives the focus back to the button', async () => {
    const verified = served.requests.filter((path) => path === '/otp/verify').length;
    await page.goto(served.url);
    await page.getByText('Sign in here').click();
    await focusIs('email');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await focusIs('Sign in here');
    expect(served.requests.filter((path) => path === '/otp/verify')).toHaveLength(verified);
  });

  it('closes with Esc while a code is checked, and signs nobody in', async () => {
    await page.goto(served.url);
    await page.getByText('Sign in here').click();
    await focusIs('email');
    await page.keyboard.type('ada@example.com');
    await page.keyboard.press('Enter');
    await focusIs('one-time-code');
    const count = (path: string) => served.requests.filter((each) => each === path).length;
    const [verified, revoked] = [count('/otp/verify'), count('/logout')];
    const release = served.hold();
    await page.keyboard.type('123456');
    await expect.poll(() => count('/otp/verify')).toBe(verified + 1);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    release();
    // The session that came too late is revoked.
    await expect.poll(() => count('/logout')).toBe(revoked + 1);
    await page.getByText('Sign in here').waitFor();
    expect(await page.locator('#who').count()).toBe(0);
  });

  it('signs in and out while the page is translated between the steps', async () => {
    await page.goto(served.url);
    await page.getByText('Sign in here').click();
    await focusIs('email');
    await translate();
    await page.keyboard.type('ada@example.com');
    await page.keyboard.press('Enter');
    await focusIs('one-time-code');
    await translate();
    await page.keyboard.type('000000');
    await page.locator('.moonkey-error', { hasText: 'isn’t right' }).waitFor();
    await translate();
    await page.keyboard.type('123456');
    await page.locator('#who').waitFor();
    await translate();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await translate();
    await page.getByText('Log out').click();
    await page.getByText('Sign in here').waitFor();
    expect(complaints).toEqual([]);
  });

  it('recovers from a chunk that did not load', async () => {
    await page.goto(served.url);
    await page.getByText('Sign in here').waitFor();
    let failed = 0;
    await context.route('**/assets/*.js', (route) => {
      if (failed > 0) return route.continue();
      failed += 1;
      return route.abort();
    });
    await page.getByText('Sign in here').click();
    await focusIs('email');
    expect(failed).toBe(1);
    expect(complaints).toEqual([]);
  });
});

describe('an app', () => {
  it.each([
    ['that the React Compiler has memoized', withReactCompiler, 'react/compiler-runtime.js'],
    ['of Preact, and no React', withPreact, 'preact/compat/'],
  ] as const)('%s signs in and out', async (_name, way, part) => {
    const own = await serveDialogPage({ way });
    const isMade = (of: string) => own.inputs.some((path) => path.includes(`node_modules/${of}`));
    expect([isMade(part), isMade('react-dom/')]).toEqual([true, way === withReactCompiler]);
    await page.goto(own.url);
    expect(await signInByKeyboard(page)).toBe('ada@example.com');
    await page.reload();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByText('Sign in here').waitFor();
    await expect.poll(() => own.requests).toContain('/logout');
    expect(complaints).toEqual([]);
    await own.stop();
  });
});
