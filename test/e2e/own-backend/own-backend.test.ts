import express from 'express';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Auth } from '../../../src/engine/index.js';
import { toNodeHandler } from '../../../src/server/index.js';
import { launchBrowser } from '../logout/support/browser.js';
import { patience } from '../logout/support/tab.js';
import { serveApp, type ServedApp } from './support/serve-app.js';
import { startSupabaseStandIn } from './support/supabase-stand-in.js';

declare global {
  interface Window {
    app: { auth: Auth; login(email: string, password: string): Promise<unknown> };
  }
}

interface Subject {
  readonly app: ServedApp;
  /** How many sessions live. */
  readonly alive: () => number;
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

beforeAll(async () => {
  vi.stubEnv('MOONKEY_TICKET_SECRET', 'kQ7vN2pXw9Lr4TzB8mYc1HdF6sJg3UaE');
  browser = await launchBrowser();
  subjects.set('own-sessions', await startOwnSessions());
  subjects.set('supabase', await startSupabase());
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
const login = (page: Page) =>
  page.evaluate((email) => window.app.login(email, 'difference'), email);
const logout = (page: Page) =>
  page.evaluate(() =>
    window.app.auth.logout().then(
      () => 'done',
      (error: { code: string; device: string; server: string }) =>
        `${error.code} ${error.device} ${error.server}`,
    ),
  );

describe.each(['own-sessions', 'supabase'])('the example %s', (name) => {
  it('keeps the four promises of the README', async () => {
    const { app, alive } = subjectOf(name);
    const context = await browser.newContext();
    const page = await open(await context.newPage(), app.url);
    expect(
      await page.evaluate(() => window.app.login('ada@example.com', 'wrong').catch(String)),
    ).toContain('SignInError');
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
    const files = { 'own-sessions': ['logout', 'client'], supabase: ['server', 'client'] }[name];
    const lines = (files ?? []).flatMap((file) =>
      readFileSync(`examples/${name}/${file}.ts`, 'utf8')
        .replaceAll(/^import [^;]*;/gm, '')
        .split('\n'),
    );
    const counted = lines.filter((line) => line.trim() !== '');
    expect(counted.length).toBeLessThan(40);
  });
});
