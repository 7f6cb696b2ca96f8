import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchFiles } from '../support/search-files.js';
import { createDevice, type Device } from './support/device.js';
import { type RealServer, startRealServer } from './support/real-server.js';
import { clean, logout, openTab, patience, shows, signInAt } from './support/tab.js';

let server: RealServer;
let device: Device;

beforeAll(async () => {
  server = await startRealServer({ cookie: { only: true } });
  device = await createDevice();
});
afterAll(async () => {
  await device.remove();
  await server.close();
});

const email = 'ada.lovelace@analytical.example';
const open = () => openTab(device.context, `${server.url}/?cookieOnly`);

/** What the browser alone knows of the session. */
async function credentials(): Promise<readonly string[]> {
  const cookies = await device.context.cookies();
  return cookies.filter(({ httpOnly }) => httpOnly).map(({ value }) => value);
}

/** Everything that a script of the page could read. */
const readable = (page: Page) =>
  page.evaluate(async () => {
    const tokens = await window.lab.auth.getSessionTokens();
    const stores = await window.lab.dump();
    return JSON.stringify([
      document.cookie,
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      tokens,
      stores,
    ]);
  });

/** What the JWTs in a text say, tickets among them. */
const claimsIn = (text: string): readonly string[] =>
  [...text.matchAll(/eyJ[\w-]+\.(?<claims>[\w-]+)\.[\w-]+/g)].map((match) =>
    Buffer.from(match.groups?.['claims'] ?? '', 'base64url').toString(),
  );

describe('without tokens in the page', () => {
  it('no token is in anything that the page received, stored or can read', async () => {
    const page = await open();
    const received: string[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/api/'))
        void response.text().then((text) => received.push(text));
    });
    await signInAt(page, server, email);
    await page.reload();
    await shows(page, 'authenticated', email);
    expect(await page.evaluate(() => window.lab.auth.check())).toBe('live');

    const [token = '', jwt = ''] = await credentials();
    expect(token).toMatch(/^[\w]{64,}$/);
    expect(jwt).toMatch(/^eyJ/);
    expect(received.some((text) => text.includes(email))).toBe(true);
    const text = [...received, await readable(page)].join('\n');
    expect(text).not.toContain(token);
    expect(text).not.toMatch(/(?<![\w-])[A-Za-z\d]{64}(?![\w-])/);
    expect(claimsIn(text).filter((claims) => claims.includes('jwt/session'))).toEqual([]);
    // Tickets are JWTs of another kind.
    expect(claimsIn(text)).not.toEqual([]);
    expect(text).not.toContain(jwt.split('.')[2]);
    expect(text).not.toMatch(/"(sessionToken|sessionJwt)":"[^"]/);

    expect(await logout(page)).toMatchObject({ code: 'done' });
    await clean(page);
    expect(await server.knows(token)).toBe(false);
    expect(await credentials()).toEqual([]);
    await device.restart();
    const { found } = await searchFiles(device.profile.path, [
      token,
      jwt.split('.')[2] ?? jwt,
      email,
    ]);
    expect(found).toEqual([]);
  });

  it('a logout that was asked for offline reaches the server, and the cookie is worth nothing before', async () => {
    const page = await open();
    await signInAt(page, server, email);
    const [token = ''] = await credentials();
    server.isDown = true;
    expect(await logout(page)).toMatchObject({ code: 'revocation_queued', device: 'cookieLeft' });
    await page.goto(`${server.url}/private`);
    expect(await page.locator('#private').textContent()).toBe('anonymous');
    server.isDown = false;
    const other = await openTab(device.context, `${server.url}/?cookieOnly&ahead=600000`);
    await shows(other, 'loggedOut', 'nobody');
    await expect.poll(() => server.knows(token), patience).toBe(false);
    await expect.poll(credentials, patience).toEqual([]);
    await clean(other);
  });

  it('a session whose cookie has gone ends, and is revoked', async () => {
    const page = await open();
    await signInAt(page, server, email);
    const [token = ''] = await credentials();
    await device.context.clearCookies();
    expect(await page.evaluate(() => window.lab.auth.check())).toBe('ended');
    await shows(page, 'loggedOut', 'nobody');
    await expect.poll(() => server.knows(token), patience).toBe(false);
  });

  it('all sessions end with "log out everywhere"', async () => {
    const page = await open();
    await signInAt(page, server, email);
    const [token = ''] = await credentials();
    await page.evaluate(() => window.lab.auth.logoutEverywhere());
    await shows(page, 'loggedOut', 'nobody');
    expect(await server.knows(token)).toBe(false);
  });

  it('with remember: false the cookies end with the browser, after a refresh too', async () => {
    const lasting = async () =>
      (await device.context.cookies())
        .filter(({ expires }) => expires !== -1)
        .map(({ name }) => name);
    const page = await open();
    await signInAt(page, server, email, false);
    const [token = ''] = await credentials();
    expect(token).not.toBe('');
    expect(await lasting()).toEqual([]);
    expect(await page.evaluate(() => window.lab.auth.check())).toBe('live');
    expect(await lasting()).toEqual([]);
    expect(await credentials()).toContain(token);
    await device.restart();
    expect(await credentials()).toEqual([]);
    await shows(await open(), 'loggedOut', 'nobody');
    await expect.poll(() => server.knows(token), patience).toBe(false);
  });
});
