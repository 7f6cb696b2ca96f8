import express from 'express';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Auth } from '../../../src/engine/index.js';
import { toNodeHandler } from '../../../src/server/index.js';
import { launchBrowser } from '../logout/support/browser.js';
import { patience } from '../logout/support/tab.js';
import { serveApp, type ServedApp } from './support/serve-app.js';
import { startProvider } from './support/start-provider.js';
import { startSupabaseStandIn } from './support/supabase-stand-in.js';

declare global {
  interface Window {
    app: {
      auth: Auth;
      login(email: string, password: string): Promise<unknown>;
      arrive(): Promise<unknown>;
    };
  }
}

interface Subject {
  readonly app: ServedApp;
  /** How many sessions live. */
  readonly alive: () => number;
  /** Signs in elsewhere than in a form of the app's. */
  readonly login?: (page: Page) => Promise<void>;
  /** Tries to, and is refused. */
  readonly fail?: (page: Page) => Promise<unknown>;
}

const email = 'ada@example.com';
const subjects = new Map<string, Subject>();
const closing: (() => Promise<unknown>)[] = [];
let browser: Browser;

function subjectOf(name: string): Subject {
  const subject = subjects.get(name);
  if (!subject) throw new Error(name);
  return subject;
}

/** What a page of the server's shows: it knows nobody whose session is not in a cookie. */
const privatePage = (user = 'nobody') => `<!doctype html><p id="private">${user}</p>`;

async function startOwnSessions(): Promise<Subject> {
  const { app, sessions } = await import('../../../examples/own-sessions/app.js');
  await import('../../../examples/own-sessions/logout.js');
  app.get('/private', (req, res) => {
    const key = (req.cookies as Record<string, string>)['sid'] ?? '';
    res.send(privatePage(sessions.get(key)?.user.email));
  });
  const served = await serveApp('own-sessions', app);
  closing.push(() => served.close());
  return { app: served, alive: () => sessions.size };
}

async function startSupabase(): Promise<Subject> {
  const standIn = await startSupabaseStandIn('service-key');
  // Its client asks for one as it is made, and opens none; Node 20 has none.
  vi.stubGlobal('WebSocket', globalThis.WebSocket ?? EventTarget);
  vi.stubEnv('SUPABASE_URL', standIn.url);
  vi.stubEnv('SUPABASE_SERVICE_KEY', 'service-key');
  const { grant, logout: end } = await import('../../../examples/supabase/server.js');
  const app = express().get('/grant', toNodeHandler(grant)).post('/logout', toNodeHandler(end));
  app.get('/private', (_req, res) => void res.send(privatePage()));
  const served = await serveApp('supabase', app, `data-url="${standIn.url}" data-key="anon"`);
  closing.push(
    () => served.close(),
    () => standIn.close(),
  );
  return { app: served, alive: () => standIn.sessions.size };
}

async function startOidc(): Promise<Subject> {
  const shell = express().get('/private', (_req, res) => void res.send(privatePage()));
  const served = await serveApp('oidc', shell);
  const provider = await startProvider(`${served.url}/`);
  closing.push(
    () => served.close(),
    () => provider.close(),
  );
  vi.stubEnv('OIDC_ISSUER', provider.url);
  vi.stubEnv('OIDC_CLIENT_ID', provider.clientId);
  vi.stubEnv('OIDC_CLIENT_SECRET', provider.clientSecret);
  const { app } = await import('../../../examples/oidc/app.js');
  await import('../../../examples/oidc/logout.js');
  shell.use(app);
  async function loginThere(page: Page) {
    await page.goto(`${served.url}/login`);
    if (page.url().startsWith(`${provider.url}/`)) {
      await page.locator('input[name=login]').fill(email);
      await page.locator('input[name=password]').fill('difference');
      await page.locator('button[type=submit]').click();
    }
    await page.waitForURL(/[?]code=/);
    await page.waitForFunction(() => window.app?.auth.getView().ready);
    await page.evaluate(() => window.app.arrive());
  }
  const alive = () => provider.grants.size;
  const fail = (page: Page) => page.evaluate(() => window.app.arrive().catch(String));
  return { app: served, alive, login: loginThere, fail };
}

beforeAll(async () => {
  vi.stubEnv('MOONKEY_TICKET_SECRET', 'kQ7vN2pXw9Lr4TzB8mYc1HdF6sJg3UaE');
  browser = await launchBrowser();
  subjects.set('own-sessions', await startOwnSessions());
  subjects.set('supabase', await startSupabase());
  subjects.set('oidc', await startOidc());
});
afterAll(async () => {
  await browser.close();
  for (const close of closing) await close();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

async function open(page: Page, url: string): Promise<Page> {
  page.setDefaultTimeout(patience.timeout);
  await page.goto(url);
  await page.waitForFunction(() => window.app?.auth.getView().ready);
  return page;
}

const shown = (page: Page) =>
  page.evaluate(() => window.app.auth.getView().user?.email ?? 'nobody');
const loginHere = async (page: Page) => {
  await page.evaluate((email) => window.app.login(email, 'difference'), email);
};
const failHere = (page: Page) =>
  page.evaluate(() => window.app.login('ada@example.com', 'wrong').catch(String));
const logout = (page: Page) =>
  page.evaluate(() =>
    window.app.auth.logout().then(
      () => 'done',
      (error: { code: string; device: string; server: string }) =>
        `${error.code} ${error.device} ${error.server}`,
    ),
  );

describe.each(['own-sessions', 'supabase', 'oidc'])('the example %s', (name) => {
  it('keeps the four promises of the README', async () => {
    const { app, alive, login = loginHere, fail = failHere } = subjectOf(name);
    const context = await browser.newContext();
    const page = await open(await context.newPage(), app.url);
    expect(await fail(page)).toContain('SignInError');
    await login(page);
    const other = await open(await context.newPage(), app.url);
    await expect.poll(() => shown(other), patience).toBe(email);

    // It tells the truth: this device is clear, the server has not heard.
    app.isDown = true;
    expect(await logout(page)).toBe('revocation_queued cleared queued');
    await expect.poll(() => shown(other), patience).toBe('nobody');
    expect(alive()).toBe(1);

    // It cannot be undone, though the session lives: not by a reload, nor on a page of the server's.
    await page.goto(`${app.url}/private`);
    expect(await page.locator('#private').textContent()).toBe('nobody');
    await other.close();
    await page.close();
    app.isDown = false;

    // It cannot be lost: the next page tells the server.
    const next = await open(await context.newPage(), app.url);
    const seen = await next.evaluate(() => {
      const views: boolean[] = [];
      window.app.auth.subscribe((view) => views.push(view.isAuthenticated));
      return views;
    });
    await expect.poll(alive, patience).toBe(0);
    expect(seen).toEqual([]);
    expect(await shown(next)).toBe('nobody');

    // And the next sign-in is one: its logout is confirmed.
    await login(next);
    expect(alive()).toBe(1);
    expect(await logout(next)).toBe('done');
    expect(alive()).toBe(0);
    await context.close();
  });

  it('does so in under forty lines, imports and blank lines aside', () => {
    const server = name === 'supabase' ? 'server' : 'logout';
    const lines = [server, 'client'].flatMap((file) =>
      readFileSync(`examples/${name}/${file}.ts`, 'utf8')
        .replaceAll(/^import [^;]*;/gm, '')
        .split('\n'),
    );
    const counted = lines.filter((line) => line.trim() !== '');
    expect(counted.length).toBeLessThan(40);
  });
});

it('five tabs live on refresh tokens that are good once, at a provider that punishes their reuse', async () => {
  const { app, alive, login = loginHere } = subjectOf('oidc');
  const context = await browser.newContext();
  const first = await open(await context.newPage(), app.url);
  await login(first);
  const others = [1, 2, 3, 4].map(async () => open(await context.newPage(), app.url));
  const pages = [first, ...(await Promise.all(others))];
  for (const page of pages) await expect.poll(() => shown(page), patience).toBe(email);

  const tokensOf = (page: Page) =>
    page.evaluate(() => window.app.auth.getSessionTokens({ refresh: true }));
  const seen = [];
  for (let round = 1; round <= 3; round += 1) seen.push(await Promise.all(pages.map(tokensOf)));
  const refreshTokens = new Set(seen.flat().map((tokens) => tokens?.sessionToken));
  expect(refreshTokens.size).toBeGreaterThanOrEqual(3);
  expect(refreshTokens).not.toContain(undefined);
  expect(alive()).toBe(1);
  for (const page of pages) expect(await shown(page)).toBe(email);

  // Somebody has stolen one, and uses it: the provider ends all, and every tab hears of it.
  const [stolen] = refreshTokens;
  const reuse = { method: 'POST', body: JSON.stringify({ refreshToken: stolen }) };
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(`${app.url}/grant`, { ...reuse, headers })).status).toBe(401);
  expect(alive()).toBe(0);
  await first.evaluate(() => window.app.auth.check());
  for (const page of pages) await expect.poll(() => shown(page), patience).toBe('nobody');
  await context.close();
});
