import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { launchBrowser } from './logout/support/browser.js';
import { dumpDevice } from './support/dump-device.js';
import { startSessionService, type SessionService } from './support/session-service.js';
import { createDataFolder, startDemo, type RunningDemo } from './support/start-demo.js';
import {
  isLoggedOut,
  isSignedIn,
  logoutEnded,
  logOut,
  patience,
  type Secrets,
  signIn,
  visit,
} from './support/visitor.js';

let folder: Awaited<ReturnType<typeof createDataFolder>>;
let service: SessionService;
let demo: RunningDemo;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let people = 0;
let email: string;

beforeAll(async () => {
  folder = await createDataFolder();
  service = await startSessionService(folder.path);
  const env = { MOONKEY_API_URL: service.url, MOONKEY_SECRET_KEY: service.secretKey };
  [demo, browser] = await Promise.all([
    startDemo(folder.path, { args: ['--port', '0'], env }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
  await service.stop();
  await folder.remove();
});
beforeEach(async () => {
  email = `ada${++people}@example.com`;
  context = await browser.newContext({ reducedMotion: 'reduce' });
  page = await context.newPage();
  await visit(page, demo.url);
});
afterEach(async () => {
  await context.close();
  await fetch(`${demo.url}/demo/server`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ weather: 'answers' }),
  });
});

const arrive = () => signIn(page, email, (to) => service.codeFor(to));

/** Nothing that could identify the user or the session is on the device, in any form. */
async function expectNoTrace({ sessionToken, sessionJwt }: Secrets): Promise<void> {
  const { counts, text } = await dumpDevice(page);
  expect(counts).toMatchObject({ session: 0, keys: 0 });
  for (const secret of [sessionToken, sessionJwt, email]) expect(text).not.toContain(secret);
}

describe('signed in', () => {
  it('stays so over a reload, and needs no network to know', async () => {
    await arrive();
    await page.reload();
    await isSignedIn(page, email);

    const requests: string[] = [];
    await context.route(/\/(api|demo)\//, (route) => {
      requests.push(new URL(route.request().url()).pathname);
      return route.abort();
    });
    await page.reload();
    await isSignedIn(page, email);
    expect(requests.filter((path) => path.startsWith('/api/'))).toEqual([]);
  });

  it('keeps tokens and profile sealed on the device', async () => {
    const { sessionToken, sessionJwt } = await arrive();
    const { counts, text } = await dumpDevice(page);
    expect(counts).toEqual({ session: 1, keys: 1, revocations: 0 });
    // The dump does show what is stored in clear.
    expect(text).toMatch(/"ticket":"eyJ/);
    for (const secret of [sessionToken, sessionJwt, email]) expect(text).not.toContain(secret);
  });
});

describe('a logout', () => {
  it('ends the session here, on the server and in the other tab', async () => {
    const secrets = await arrive();
    expect(await service.statusOf(secrets.sessionToken)).toBe(200);
    const other = await context.newPage();
    await visit(other, demo.url);
    await isSignedIn(other, email);

    await logOut(page);
    expect((await logoutEnded(page)).code).toBeUndefined();
    await isLoggedOut(page, 'You are logged out.');
    await isLoggedOut(other, 'You logged out in another tab.');
    await expectNoTrace(secrets);
    expect((await dumpDevice(page)).counts).toEqual({ session: 0, keys: 0, revocations: 0 });
    expect(await service.statusOf(secrets.sessionToken)).toBe(404);

    await page.reload();
    await page.getByRole('button', { name: 'Another address' }).waitFor();
  });

  it('is done at once while the service is stopped, and the service is told later', async () => {
    const secrets = await arrive();
    await service.stop();

    try {
      await logOut(page);
      await isLoggedOut(page, 'You are logged out.');
      const { code, took } = await logoutEnded(page);
      expect(code).toBe('revocation_queued');
      expect(took).toBeLessThan(6_000);
      await expectNoTrace(secrets);
      expect((await dumpDevice(page)).counts['revocations']).toBe(1);
    } finally {
      await service.start();
    }
    expect(await service.statusOf(secrets.sessionToken)).toBe(200);
    await page.getByText('delivered').waitFor();
    await expect.poll(() => service.statusOf(secrets.sessionToken), patience).toBe(404);
  });

  it('is done at once while the backend is unreachable, and a later page tells it', async () => {
    const secrets = await arrive();
    await context.route('**/api/**', (route) => route.abort());

    await logOut(page);
    await isLoggedOut(page, 'You are logged out.');
    expect((await logoutEnded(page)).code).toBe('revocation_queued');
    await expectNoTrace(secrets);
    await page.close();
    await context.unroute('**/api/**');
    expect(await service.statusOf(secrets.sessionToken)).toBe(200);

    page = await context.newPage();
    await visit(page, demo.url);
    await expect.poll(() => service.statusOf(secrets.sessionToken), patience).toBe(404);
  });

  it('is done at once while the service hangs, and its promise waits no longer than its bound', async () => {
    const secrets = await arrive();
    const other = await context.newPage();
    await visit(other, demo.url);
    await isSignedIn(other, email);
    await page.bringToFront();
    await page.getByRole('radio', { name: 'hangs' }).check({ force: true });
    await logOut(page);
    await page.getByText('await logout() is pending').waitFor();
    await isLoggedOut(page, 'You are logged out.');
    await isLoggedOut(other, 'You logged out in another tab.');
    await other.getByText('The other tab tells the server.').waitFor();
    await expectNoTrace(secrets);

    const { code, took } = await logoutEnded(page);
    expect(code).toBe('revocation_queued');
    expect(took).toBeGreaterThan(4_900);
    expect(took).toBeLessThan(8_000);
    await page.getByRole('radio', { name: 'answers' }).check({ force: true });
    await expect.poll(() => service.statusOf(secrets.sessionToken), patience).toBe(404);
    await other.getByText('Nothing is left, here or there.').waitFor();
  });

  it('everywhere ends the sessions of other browsers, too', async () => {
    const here = await arrive();
    const elsewhere = await browser.newContext();
    try {
      const there = await elsewhere.newPage();
      await visit(there, demo.url);
      const abroad = await signIn(there, email, (to) => service.codeFor(to));
      await page.getByRole('button', { name: 'Log out everywhere' }).click();
      await isLoggedOut(page, 'You are logged out.');
      for (const { sessionToken } of [here, abroad])
        await expect.poll(() => service.statusOf(sessionToken), patience).toBe(404);
    } finally {
      await elsewhere.close();
    }
  });

  it('takes the app’s own data along', async () => {
    await arrive();
    await page.getByRole('link', { name: 'leave a note' }).click();
    await page.getByLabel(/^A note/).fill('a note of mine');
    expect((await dumpDevice(page)).text).toContain('a note of mine');
    await logOut(page);
    await isLoggedOut(page, 'You are logged out.');
    await logoutEnded(page);
    expect((await dumpDevice(page)).text).not.toContain('a note of mine');
  });

  it('is called off by “Stay”', async () => {
    await arrive();
    await page.getByRole('button', { name: 'Log out…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click();
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await isSignedIn(page, email);
  });
});

describe('the Express route of the backend', () => {
  const curl = async (...args: string[]) => {
    const marks = ['--silent', '--show-error', '--write-out', '\n%{http_code}'];
    const { stdout } = await promisify(execFile)('curl', [...marks, ...args]);
    const [body = '', status] = stdout.split('\n');
    return { status: Number(status), body: JSON.parse(body) as unknown };
  };
  const logOutByCurl = (...args: string[]) =>
    curl('--request', 'POST', `${demo.url}/api/logout`, ...args);

  it('answers 400 without a cookie', async () => {
    expect(await logOutByCurl()).toEqual({ status: 400, body: { error: 'No session found' } });
  });

  it('ends the session of the cookie', async () => {
    const secrets = await arrive();
    const cookie = `session_token=${secrets.sessionToken}`;
    expect(await logOutByCurl('--cookie', cookie)).toEqual({
      status: 200,
      body: { success: true },
    });
    expect(await service.statusOf(secrets.sessionToken)).toBe(404);
  });

  it('answers 500 while the service is stopped', async () => {
    const { sessionToken } = await arrive();
    await service.stop();
    try {
      const answer = await logOutByCurl('--cookie', `session_token=${sessionToken}`);
      expect(answer).toEqual({ status: 500, body: { error: 'Logout failed' } });
    } finally {
      await service.start();
    }
    expect(await service.statusOf(sessionToken)).toBe(200);
  });
});

describe('by keyboard alone', () => {
  /** Presses Tab until the focus is on what has this name. */
  async function tabTo(name: string | RegExp): Promise<void> {
    const focused = page.locator(':focus');
    for (let presses = 0; presses < 40; presses++) {
      await page.keyboard.press('Tab');
      if ((await focused.count()) === 0) continue;
      const matches = page.getByRole('button', { name, exact: true }).and(focused);
      if ((await matches.count()) > 0) return;
    }
    throw new Error(`Tab never came to ${String(name)}.`);
  }

  it('one signs in, and logs out', async () => {
    await tabTo('Sign in');
    await page.keyboard.press('Enter');
    await page.getByLabel('E-mail address').and(page.locator(':focus')).waitFor();
    await page.keyboard.type(email);
    await page.keyboard.press('Enter');
    await page.getByLabel('Code', { exact: true }).and(page.locator(':focus')).waitFor();
    const code = await vi.waitFor(async () => {
      const newest = await service.codeFor(email);
      if (newest === undefined) throw new Error('No code yet.');
      return newest;
    }, patience);
    await page.keyboard.type(code);
    await isSignedIn(page, email);

    await tabTo('Your menu');
    await page.keyboard.press('Enter');
    await tabTo('Log out…');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Log out?' }).waitFor();
    await tabTo('Log out');
    await page.keyboard.press('Enter');
    await isLoggedOut(page, 'You are logged out.');
    // A screen reader goes on where the news is.
    const focused = () => page.locator(':focus').textContent();
    await expect.poll(focused, patience).toBe('You are logged out.');
  });

  it('Escape closes the menu and the question', async () => {
    await arrive();
    await tabTo('Your menu');
    await page.keyboard.press('Enter');
    const item = page.getByRole('banner').getByRole('button', { name: 'Log out…' });
    await item.waitFor();
    await page.keyboard.press('Escape');
    await item.waitFor({ state: 'hidden' });

    await tabTo('Log out…');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Log out?' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await isSignedIn(page, email);
  });
});
