import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listening, listen } from '../../server/support/listen.js';
import { launchBrowser } from './support/browser.js';
import { servePage } from './support/pages.js';
import { type RealServer, startRealServer } from './support/real-server.js';
import { clean, logout, openTab, patience, shows, signInAt } from './support/tab.js';

const email = 'ada@example.com';
let pages: Listening;
let server: RealServer;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  pages = await listen(servePage);
  server = await startRealServer({ cookie: true, allowedOrigins: [pages.url], gate: 'x-tenant' });
  browser = await launchBrowser();
  context = await browser.newContext();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await pages.close();
});

const open = (search = '') =>
  openTab(
    context,
    `${pages.url}/?backend=${encodeURIComponent(`${server.url}/api/auth`)}&tenant=acme${search}`,
  );
const token = async () =>
  (await context.cookies(server.url)).find(({ name }) => name.includes('session_token'))?.value ??
  '';

describe('a backend of another origin, behind a gateway that asks for a header', () => {
  it('gets the header and the cookie with every request, a queued revocation among them', async () => {
    const page = await open();
    await signInAt(page, server, email);
    const session = await token();
    expect(session).not.toBe('');
    expect(await page.evaluate(() => window.lab.auth.check())).toBe('live');
    server.isDown = true;
    expect(await logout(page)).toMatchObject({ code: 'revocation_queued' });
    await page.close();
    server.isDown = false;
    const other = await open('&ahead=600000');
    await shows(other, 'loggedOut', 'nobody');
    await expect.poll(() => server.knows(session), patience).toBe(false);
    await clean(other);
    await signInAt(other, server, email);
    expect(await logout(other)).toMatchObject({ code: 'done' });
    expect(await token()).toBe('');
  });
});
