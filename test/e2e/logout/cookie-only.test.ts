import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchFiles } from '../support/search-files.js';
import { keepPlainly } from '../support/keep-plainly.js';
import { credentialsIn } from './support/credentials-in.js';
import { createDevice, type Device } from './support/device.js';
import { type RealServer, startRealServer } from './support/real-server.js';
import { clean, logout, openTab, patience, shows, signedIn } from './support/tab.js';

type Credentials = Awaited<ReturnType<typeof credentialsIn>>;

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
const open = () => openTab(device.context, server.url);
const credentials = () => credentialsIn(device.context);

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

/** Every text that the pages of a browser receive, documents and scripts included. */
function listen(context: BrowserContext): () => Promise<string> {
  const bodies: Promise<string>[] = [];
  context.on('response', (response) => {
    // A redirect, and an answer that the page did not wait for, have no body.
    bodies.push(response.text().catch(() => ''));
  });
  return async () => (await Promise.all(bodies)).join('\n');
}

function holdsNoToken(text: string, { sessionToken, sessionJwt }: Credentials): void {
  expect(text).not.toContain(sessionToken);
  expect(text).not.toContain(sessionJwt.split('.')[2]);
  expect(text).not.toMatch(/(?<![\w-])[A-Za-z\d]{64}(?![\w-])/);
  expect(text).not.toMatch(/"(sessionToken|sessionJwt)":"[^"]/);
  // Tickets are JWTs of another kind.
  expect(claimsIn(text)).not.toEqual([]);
  expect(claimsIn(text).filter((claims) => claims.includes('jwt/session'))).toEqual([]);
}

describe('without tokens in the page', () => {
  it('no token is in anything that the page received or can read, nor in the files of a live session', async () => {
    const received = listen(device.context);
    const page = await open();
    await signedIn(page, email);
    const known = [await credentials()];
    await page.goto(`${server.url}/rendered`);
    await shows(page, 'authenticated', email);
    expect(await page.evaluate(() => window.lab.auth.check())).toBe('live');
    // Another device would restore it so.
    await page.evaluate(() => fetch('/api/auth/session').then((answer) => answer.text()));
    known.push(await credentials());
    for (const { sessionToken, sessionJwt } of known) {
      expect(sessionToken).toMatch(/^[\w]{64,}$/);
      expect(sessionJwt).toMatch(/^eyJ/);
    }
    const text = `${await received()}\n${await readable(page)}`;
    for (const path of ['"/otp/verify"', '<title>lab</title>', email]) expect(text).toContain(path);
    for (const each of known) holdsNoToken(text, each);

    const control = 'control-token-93b1c47d';
    await keepPlainly(page, [control]);
    await device.restart();
    const secrets = known.flatMap(({ sessionToken, sessionJwt }) => [
      sessionToken,
      sessionJwt.split('.')[2] ?? sessionJwt,
    ]);
    const { found } = await searchFiles(device.profile.path, [...secrets, control]);
    expect(found.some((each) => each.startsWith(control))).toBe(true);
    // The browser's own cookie jar is no script's.
    const others = found.filter(
      (each) => !each.startsWith(control) && !/\/Cookies(-journal)?$/.test(each),
    );
    expect(others).toEqual([]);

    const reopened = await open();
    await shows(reopened, 'authenticated', email);
    expect(await logout(reopened)).toMatchObject({ code: 'done' });
    await clean(reopened);
    expect(await server.knows(known[0]?.sessionToken ?? '')).toBe(false);
    expect(await device.context.cookies()).toEqual([]);
  });

  it('a session whose cookie has gone ends, and is revoked', async () => {
    const page = await open();
    await signedIn(page, email);
    const { sessionToken } = await credentials();
    await device.context.clearCookies();
    expect(await page.evaluate(() => window.lab.auth.check())).toBe('ended');
    await shows(page, 'loggedOut', 'nobody');
    await expect.poll(() => server.knows(sessionToken), patience).toBe(false);
  });

  it('all sessions end with "log out everywhere"', async () => {
    const page = await open();
    await signedIn(page, email);
    const { sessionToken } = await credentials();
    await page.evaluate(() => window.lab.auth.logoutEverywhere());
    await shows(page, 'loggedOut', 'nobody');
    expect(await server.knows(sessionToken)).toBe(false);
  });

  it('with remember: false the cookies end with the browser, after a refresh too', async () => {
    const lasting = async () =>
      (await device.context.cookies())
        .filter(({ expires }) => expires !== -1)
        .map(({ name }) => name);
    const page = await open();
    await signedIn(page, email, false);
    const { sessionToken } = await credentials();
    expect(sessionToken).not.toBe('');
    expect(await lasting()).toEqual([]);
    expect(await page.evaluate(() => window.lab.auth.check())).toBe('live');
    expect(await lasting()).toEqual([]);
    expect((await credentials()).sessionToken).toBe(sessionToken);
    await device.restart();
    expect(await credentials()).toEqual({ sessionToken: '', sessionJwt: '' });
    await shows(await open(), 'loggedOut', 'nobody');
    await expect.poll(() => server.knows(sessionToken), patience).toBe(false);
  });
});
