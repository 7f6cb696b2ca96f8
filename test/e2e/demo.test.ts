import { createServer } from 'node:net';
import { once } from 'node:events';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from './logout/support/browser.js';
import { codeFor } from './support/session-service.js';
import { createDataFolder, startDemo, type RunningDemo } from './support/start-demo.js';
import {
  isLoggedOut,
  isSignedIn,
  logoutEnded,
  logOut,
  patience,
  signIn,
  visit,
} from './support/visitor.js';

let folder: Awaited<ReturnType<typeof createDataFolder>>;
const started: RunningDemo[] = [];

beforeEach(async () => {
  folder = await createDataFolder();
});
afterEach(async () => {
  for (const demo of started.splice(0)) await demo.stop();
  await folder.remove();
});

async function start(...args: string[]): Promise<RunningDemo> {
  const demo = await startDemo(folder.path, { args });
  started.push(demo);
  return demo;
}

/** Takes the port for itself, and gives it back: rejects when somebody has it. */
async function takePort(url: string) {
  const server = createServer();
  server.listen(Number(new URL(url).port), '127.0.0.1');
  await once(server, 'listening');
  return server;
}

describe('the demo’s command', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('stops everything on %s', async (signal) => {
    const demo = await start();
    expect((await fetch(demo.url)).status).toBe(200);
    expect((await fetch(`${demo.sessionServiceUrl}/healthz`)).status).toBe(200);
    // Somebody who waits for an answer does not hold it up.
    const weather = { method: 'PUT', headers: { 'content-type': 'application/json' } };
    await fetch(`${demo.url}/demo/server`, { ...weather, body: '{"weather":"hangs"}' });
    const hanging = fetch(`${demo.url}/api/me`, { headers: { authorization: 'Bearer x' } });
    const held = hanging.catch(() => 'cut off');

    expect(demo.isAlive()).toBe(true);
    expect(await demo.stop(signal)).toBe(0);
    expect(await held).toBe('cut off');
    expect(demo.output()).toMatch(/Stopped\./);
    expect(demo.isAlive()).toBe(false);
    for (const url of [demo.url, demo.sessionServiceUrl]) (await takePort(url)).close();
  });

  it('says which option is wrong', async () => {
    await expect(start('--port', 'many')).rejects.toThrow(/--port \(DEMO_PORT\) must be a number/);
    await expect(start('--prot', '80')).rejects.toThrow(/--prot/);
    await expect(
      startDemo(folder.path, { env: { MOONKEY_API_URL: 'http://127.0.0.1:1' } }),
    ).rejects.toThrow(/MOONKEY_SECRET_KEY/);
  });

  it('says that a port is taken', async () => {
    const first = await start();
    const port = new URL(first.url).port;
    await expect(start('--port', port)).rejects.toThrow(/Port \d+ cannot be used.*--port/s);
  });

  it('shows codes and sessions to this machine only', async () => {
    const { url } = await start();
    const { hostname, port } = new URL(url);
    const { request } = await import('node:http');
    const asking = request({
      hostname,
      port,
      path: '/demo/server',
      headers: { host: 'evil.test' },
    });
    asking.end();
    const [answer] = (await once(asking, 'response')) as [{ statusCode: number }];
    expect(answer.statusCode).toBe(403);
  });
});

describe('a visitor of the demo', () => {
  let browser: Browser;
  let context: BrowserContext;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    context = await browser.newContext({ reducedMotion: 'reduce' });
  });
  afterEach(() => context.close());

  it('stays signed in over a restart of the demo, at the same address', async () => {
    const email = 'ada@example.com';
    const first = await start();
    const page = await context.newPage();
    await visit(page, first.url);
    await signIn(page, email, (to) => codeFor(first.sessionServiceUrl, to));
    expect(await first.stop()).toBe(0);

    const second = await start();
    expect(second.url).toBe(first.url);
    await visit(page, `${second.url}/account`);
    await isSignedIn(page, email);
    await page.getByText('answers: you may').waitFor();
    await logOut(page);
    expect((await logoutEnded(page)).code).toBeUndefined();
    await isLoggedOut(page, 'You are logged out.');
  });

  it('sees the code without any mail, and what disappears at the logout', async () => {
    const { url } = await start();
    const page = await context.newPage();
    await visit(page, url);
    await page.getByRole('button', { name: 'Sign in as Ada' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Enter it for me' }).click();
    await isSignedIn(page, 'ada@example.com');

    const device = page.getByRole('region', { name: 'On this device' });
    const server = page.getByRole('region', { name: 'On the server' });
    const app = page.getByRole('region', { name: 'In the app' });
    await device.getByText(/bytes, sealed/).waitFor();
    await device.getByText('AES-GCM, not extractable').waitFor();
    await server.getByText('ada@example.com').waitFor();
    await app.getByText('authenticated', { exact: true }).waitFor();

    await logOut(page);
    await device.getByText('deleted').waitFor();
    await device.getByText('shredded').waitFor();
    await device.getByText('never comes back').waitFor();
    await server.getByText('revoked').waitFor();
    await app.getByText('loggedOut', { exact: true }).waitFor();
    const notice = page.getByText('reason logout · device cleared · server revoked');
    await expect.poll(() => notice.count(), patience).toBe(1);
  });

  it('can look at the running statechart', async () => {
    const { url } = await start();
    const page = await context.newPage();
    await visit(page, url);
    await page.getByRole('button', { name: 'Statechart' }).click();
    const lit = page.locator('g.state.active[data-state="auth.loggedOut"]');
    await expect.poll(() => lit.count(), patience).toBe(1);
  });

  it('is asked whether they are there, and is logged out when nobody answers', async () => {
    const { url } = await start();
    const page = await context.newPage();
    await page.clock.install();
    await visit(page, url);
    await page.getByRole('button', { name: 'Sign in', exact: true }).press('Enter');
    await page.getByLabel('E-mail address').fill('ada@example.com');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Enter it for me' }).press('Enter');
    await isSignedIn(page, 'ada@example.com');
    // The focus went where the button was: no ring is drawn around that much of the header.
    const focused = await page.evaluate(() => {
      const node = document.activeElement as HTMLElement;
      return { tabIndex: node.tabIndex, outline: getComputedStyle(node).outlineStyle };
    });
    expect(focused).toEqual({ tabIndex: -1, outline: 'none' });

    const menu = page.getByRole('button', { name: 'Your menu' });
    await menu.focus();
    const warning = page.getByRole('alertdialog', { name: 'Are you still there?' });
    const here = warning.getByRole('button', { name: 'I’m here' });
    const hasFocus = () => here.evaluate((node) => node === document.activeElement);
    for (const key of ['Escape', 'Enter']) {
      await page.clock.fastForward('14:30');
      await warning.waitFor();
      await expect.poll(hasFocus, patience).toBe(true);
      await page.keyboard.press(key);
      await warning.waitFor({ state: 'detached' });
      await isSignedIn(page, 'ada@example.com');
      expect(await menu.evaluate((node) => node === document.activeElement)).toBe(true);
      expect(await page.locator('.menu').isVisible()).toBe(false);
    }
    await page.clock.fastForward('14:30');
    await warning.waitFor();
    await page.clock.fastForward('02:00');
    await isLoggedOut(page, 'You were away for a while, so you are logged out.');
    await warning.waitFor({ state: 'detached' });
    await page.getByText('The server has been told now, too.').waitFor();
  });
});
