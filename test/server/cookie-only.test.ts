import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCookieJar } from './support/cookie-jar.js';
import { CODE, EMAIL, startFakeApi } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { handlerOver, post, read, SITE } from './support/handler.js';
import { success } from './support/logout.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());

const session = (headers: Record<string, string>) =>
  new Request(`${SITE}/api/auth/session`, { headers });

describe('GET /session', () => {
  it('gives the session of the cookie to a page that has nothing', async () => {
    const jar = createCookieJar();
    const { handler } = handlerOver(api, { cookie: true });
    const signedIn = jar.keep(
      await handler(post('/otp/verify', { methodId: 'email_1', code: CODE }, jar.headers())),
    );
    const { sessionToken, sessionId } = (await signedIn.json()) as Record<string, unknown>;
    const { Cookie = '' } = jar.headers();
    const restored = await handler(session({ Cookie, 'Sec-Fetch-Site': 'same-origin' }));
    expect(await read(restored)).toMatchObject({
      status: 200,
      body: { sessionId, sessionToken, user: { email: EMAIL } },
    });
  });

  it('says that there is none, or that it has ended, and clears the cookie', async () => {
    const { handler } = handlerOver(api, { cookie: true });
    expect(await read(await handler(session({ Origin: SITE })))).toMatchObject({
      status: 401,
      body: { code: 'no_session' },
    });
    const gone = await handler(session({ Origin: SITE, Cookie: 'session_token=gone' }));
    expect(gone.headers.getSetCookie()).toEqual([expect.stringMatching(/^session_token=; /)]);
    expect(await read(gone)).toMatchObject({ status: 401, body: { code: 'session_ended' } });
  });

  it('answers no other site, no navigation and no other method', async () => {
    const { token } = api.addSession();
    const { handler } = handlerOver(api, { cookie: true });
    const Cookie = `session_token=${token}`;
    for (const from of [
      { Origin: 'https://evil.example' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'none' },
      {},
    ])
      expect((await handler(session({ Cookie, ...from }))).status).toBe(403);
    expect((await handler(post('/session', {}, { Cookie, Origin: SITE }))).status).toBe(405);
    expect(api.calls).toEqual([]);
  });
});

describe('cookie: { only: true }', () => {
  it('lets session token and JWT reach no answer, through a whole life', async () => {
    const jar = createCookieJar();
    const { handler } = handlerOver(api, { cookie: { only: true } });
    const bodies: string[] = [];
    const send = async (request: Request) => {
      const response = jar.keep(await handler(request));
      const text = await response.text();
      bodies.push(text);
      return { status: response.status, body: JSON.parse(text) as Record<string, unknown> };
    };
    const at = (path: string, body?: unknown) => post(path, body, jar.headers());

    const { body: grant } = await send(at('/otp/verify', { methodId: 'email_1', code: CODE }));
    expect(Object.keys(grant).toSorted()).toEqual([
      'everywhereTicket',
      'expiresAt',
      'inCookie',
      'isNewUser',
      'issuedAt',
      'jwtExpiresAt',
      'sessionId',
      'ticket',
      'user',
    ]);
    const [live] = [...api.sessions.values()];
    const jwts = [String(jar.cookies.get('__Host-session_jwt'))];
    expect((await send(at('/session/refresh', {}))).status).toBe(200);
    expect((await send(session(jar.headers()))).status).toBe(200);
    jwts.push(String(jar.cookies.get('__Host-session_jwt')));
    expect(await send(at('/logout', { ticket: grant['ticket'] }))).toEqual(success);
    expect((await send(session(jar.headers()))).status).toBe(401);
    expect(jar.names()).toEqual([]);

    const everything = bodies.join('\n');
    for (const secret of [live?.token, ...jwts]) expect(everything).not.toContain(secret);
    expect(everything).not.toMatch(/canaryToken|RS256/);
  });
});
