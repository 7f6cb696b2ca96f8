import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSessionApi } from '../../../packages/session-api/src/index.js';
import { createAuthHandler, toNodeHandler } from '../../../src/server/index.js';
import { type Listening, listen } from '../../server/support/listen.js';
import { launchBrowser } from './support/browser.js';
import { bundlePage } from './support/bundle.js';
import { servePage } from './support/pages.js';
import { clean, logout, openTab, patience, shows } from './support/tab.js';

const email = 'ada@example.com';
const secretKey = 'sk_test_0123456789abcdef';
const codes = new Map<string, string>();
let pages: Listening;
let service: Awaited<ReturnType<typeof startSessionApi>>;
let backend: Listening;
let isDown = false;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  await bundlePage();
  pages = await listen((req, res) => servePage(req, res, 'tokens in the page'));
  service = await startSessionApi({
    secretKeys: [secretKey],
    database: ':memory:',
    codes: { resendAfter: 0 },
    mailer: { send: ({ to, code }) => Promise.resolve(void codes.set(to, code)) },
  });
  const handle = toNodeHandler(
    createAuthHandler({
      secretKey,
      apiUrl: service.url,
      ticketSecret: 'kQ7vN2pXw9Lr4TzB8mYc1HdF6sJg3UaE',
      cookie: true,
      allowedOrigins: [pages.url],
    }),
  );
  backend = await listen((req, res) => {
    if (isDown) return res.destroy();
    if (req.method === 'OPTIONS' || req.headers['x-tenant'] === 'acme') return handle(req, res);
    return res.writeHead(403, { 'content-type': 'text/html' }).end('<h1>Forbidden</h1>');
  });
  browser = await launchBrowser();
  context = await browser.newContext();
});
afterAll(async () => {
  await browser.close();
  for (const each of [backend, pages, service]) await each.close();
});

const open = (search = '') =>
  openTab(
    context,
    `${pages.url}/?backend=${encodeURIComponent(`${backend.url}/api/auth`)}&tenant=acme${search}`,
  );
const token = async () =>
  (await context.cookies(backend.url)).find(({ name }) => name.includes('session_token'))?.value ??
  '';
const isLive = async (session: string) => {
  const { ok } = await fetch(`${service.url}/v1/auth/sessions/verify`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ session_token: session }),
  });
  return ok;
};

async function signIn(page: Page): Promise<string> {
  const { methodId } = await page.evaluate((to) => window.lab.auth.sendCode({ email: to }), email);
  const input = { methodId, code: String(codes.get(email)) };
  await page.evaluate(async (given) => void (await window.lab.auth.signIn(given)), input);
  await shows(page, 'authenticated', email);
  return token();
}

describe('a backend of another origin, behind a gateway that asks for a header', () => {
  it('gets the header and the cookie with every request, a queued revocation among them', async () => {
    const page = await open();
    const session = await signIn(page);
    expect(await isLive(session)).toBe(true);
    expect(await page.evaluate(() => window.lab.auth.check())).toBe('live');
    isDown = true;
    expect(await logout(page)).toMatchObject({ code: 'revocation_queued' });
    await page.close();
    isDown = false;
    const other = await open('&ahead=600000');
    await shows(other, 'loggedOut', 'nobody');
    await expect.poll(() => isLive(session), patience).toBe(false);
    await clean(other);
    await signIn(other);
    expect(await logout(other)).toMatchObject({ code: 'done' });
    expect(await token()).toBe('');
  });
});
