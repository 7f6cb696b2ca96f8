import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CODE, startFakeApi } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import type { Grant } from '../../src/server/index.js';
import { renewServerState } from '../../src/server/index.js';
import { createCookieJar } from './support/cookie-jar.js';
import { SECRET_KEY } from './support/fake-api.js';
import { handlerOver, post, read, SITE } from './support/handler.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());

const goodCode = { methodId: 'email_1', code: CODE };
const withCookie = (
  token: string,
  headers: Record<string, string> = { Origin: SITE },
): Record<string, string> => ({
  ...headers,
  Cookie: `theme=dark; session_token=${token}; session_token_2=other`,
});
const CLEARED =
  'session_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax; Secure';

describe('the session cookie', () => {
  it('is set at sign-in until the session ends', async () => {
    const { handler } = handlerOver(api, { cookie: true });
    const response = await handler(post('/otp/verify', goodCode));
    const [session] = api.sessions.values();
    const expires = new Date(Number(session?.expires_at) * 1000).toUTCString();
    const attributes = `Path=/; Expires=${expires}; HttpOnly; SameSite=Lax; Secure`;
    const { sessionJwt } = (await response.json()) as Grant;
    expect(response.headers.getSetCookie()).toEqual([
      `__Host-session_token=${session?.token}; ${attributes}`,
      `__Host-session_jwt=${sessionJwt}; ${attributes}`,
      `moonkey_session=sess_1; ${attributes.replace('HttpOnly; ', '')}`,
    ]);
  });

  it('is told of in the grant: whether the browser keeps this session in it', async () => {
    const { handler } = handlerOver(api, { cookie: true });
    const grant = (await (await handler(post('/otp/verify', goodCode))).json()) as Grant;
    expect(grant.inCookie).toBe(true);
    const token = String(grant.sessionToken);
    const bearer = { Authorization: `Bearer ${token}`, Origin: SITE };
    const refreshed = async (headers: Record<string, string>) =>
      ((await (await handler(post('/session/refresh', {}, headers))).json()) as Grant).inCookie;
    expect(await refreshed(withCookie(token))).toBe(true);
    expect(await refreshed(bearer)).toBe(false);
    const without = handlerOver(api, {}).handler;
    expect(await (await without(post('/otp/verify', goodCode))).json()).not.toHaveProperty(
      'inCookie',
    );
  });

  it('has the attributes it is given', async () => {
    const cookie = {
      name: '__Secure-sid',
      sameSite: 'none',
      secure: true,
      path: '/app',
      domain: 'example.com',
    } as const;
    const { handler } = handlerOver(api, { cookie });
    const [value, jwt] = (await handler(post('/otp/verify', goodCode))).headers.getSetCookie();
    expect(jwt).toMatch(/^__Secure-sid_jwt=eyJ[^;]+; Path=\/app; /);
    expect(value).toMatch(
      /^__Secure-sid=\w+; Path=\/app; Expires=[^;]+; HttpOnly; SameSite=None; Domain=example\.com; Secure$/,
    );
  });

  it('is not Secure on http, where browsers would drop it', async () => {
    const { handler } = handlerOver(api, { cookie: true });
    const request = new Request('http://localhost:3000/api/auth/otp/verify', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: 'http://localhost:3000' },
      body: JSON.stringify(goodCode),
    });
    expect((await handler(request)).headers.get('Set-Cookie')).not.toContain('Secure');
  });

  it('is neither set nor read by default', async () => {
    const { handler } = handlerOver(api);
    expect((await handler(post('/otp/verify', goodCode))).headers.has('Set-Cookie')).toBe(false);
    expect((await handler(post('/logout', {}, withCookie('any')))).status).toBe(400);
    expect((await handler(post('/session/refresh', {}, withCookie('any')))).status).toBe(401);
  });

  it('refreshes and logs out', async () => {
    const session = api.addSession();
    const { handler } = handlerOver(api, { cookie: true });
    const refreshed = await handler(post('/session/refresh', undefined, withCookie(session.token)));
    expect(refreshed.status).toBe(200);
    expect(refreshed.headers.get('Set-Cookie')).toContain(`session_token=${session.token};`);
    const loggedOut = await handler(post('/logout', undefined, withCookie(session.token)));
    expect(await read(loggedOut)).toEqual({ status: 200, body: { success: true } });
    expect(loggedOut.headers.get('Set-Cookie')).toBe(CLEARED);
    expect(api.sessions.size).toBe(0);
  });

  it('is cleared when the session is already gone', async () => {
    const { handler } = handlerOver(api, { cookie: true });
    for (const path of ['/logout', '/session/refresh']) {
      expect(
        (await handler(post(path, undefined, withCookie('gone')))).headers.get('Set-Cookie'),
      ).toBe(CLEARED);
    }
  });

  it('of a session begun since survives the late revocation of an earlier one', async () => {
    const { handler } = handlerOver(api, { cookie: true });
    const { body } = await read(await handler(post('/otp/verify', goodCode)));
    const [earlier] = api.sessions.values();
    const later = api.addSession();
    const ticket = body['ticket'];
    const late = await handler(post('/logout', { ticket, age: 60 }, withCookie(later.token)));
    expect(late.status).toBe(200);
    expect(late.headers.has('Set-Cookie')).toBe(false);
    const own = await handler(post('/logout', { ticket }, withCookie(String(earlier?.token))));
    expect(own.headers.get('Set-Cookie')).toBe(CLEARED);
    expect([...api.sessions.keys()]).toEqual([later.id]);
  });

  it('is cleared by a logout everywhere', async () => {
    const session = api.addSession();
    const { handler } = handlerOver(api, { cookie: true });
    const response = await handler(
      post('/logout', { scope: 'everywhere' }, withCookie(session.token)),
    );
    expect(response.headers.get('Set-Cookie')).toBe(CLEARED);
  });

  it.each(['/logout', '/session/refresh'])(
    'is no credential for %s when nothing says where the request is from',
    async (path) => {
      const session = api.addSession();
      const { handler } = handlerOver(api, { cookie: true });
      expect((await handler(post(path, undefined, withCookie(session.token, {})))).status).toBe(
        403,
      );
      expect(api.calls).toEqual([]);
      const fromPage = withCookie(session.token, { 'Sec-Fetch-Site': 'same-origin' });
      expect((await handler(post(path, undefined, fromPage))).status).toBe(200);
    },
  );

  it('is not needed for a bearer token, which needs no Origin', async () => {
    const session = api.addSession();
    const { handler } = handlerOver(api, { cookie: true });
    expect(
      (await handler(post('/logout', undefined, { Authorization: `Bearer ${session.token}` })))
        .status,
    ).toBe(200);
  });

  it.each(['%E0%A4%A', 'a%0D%0ASet-Cookie:%20x=y', '%00', 'x'.repeat(600), ''])(
    'ignores %j',
    async (value) => {
      const { handler } = handlerOver(api, { cookie: true });
      expect((await handler(post('/logout', undefined, withCookie(value)))).status).toBe(400);
      expect(api.calls).toEqual([]);
    },
  );
});

describe('the cookies of a session that is not to be remembered', () => {
  /** The names of the cookies that an answer sets, and whether each ends with the browser. */
  const endWithBrowser = (written: readonly string[]): Record<string, boolean> =>
    Object.fromEntries(
      written.map((line) => [line.split('=', 1)[0], !/; (Expires|Max-Age)=/i.test(line)]),
    );
  const forgotten = {
    '__Host-session_token': true,
    '__Host-session_jwt': true,
    moonkey_session: true,
    moonkey_forget: true,
  };
  const signIn = async (remember?: boolean, only = false) => {
    const { handler } = handlerOver(api, { cookie: only ? { only } : true });
    const jar = createCookieJar();
    const body = { ...goodCode, ...(remember !== undefined && { remember }) };
    const response = jar.keep(await handler(post('/otp/verify', body, jar.headers())));
    return { handler, jar, response };
  };

  it.each([false, true])(
    'end with the browser, after each refresh too (only: %s)',
    async (only) => {
      const { handler, jar, response } = await signIn(false, only);
      expect(response.status).toBe(200);
      expect(endWithBrowser(response.headers.getSetCookie())).toEqual(forgotten);
      expect(response.headers.getSetCookie().at(-1)).toMatch(
        /^moonkey_forget=sess_\d+; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      );
      const refreshed = jar.keep(await handler(post('/session/refresh', {}, jar.headers())));
      expect(endWithBrowser(refreshed.headers.getSetCookie())).toEqual(forgotten);
      const url = `${SITE}/api/auth/session`;
      const found = jar.keep(await handler(new Request(url, { headers: jar.headers() })));
      expect(endWithBrowser(found.headers.getSetCookie())).toEqual(forgotten);
      expect(await found.json()).toMatchObject({ inCookie: true, remember: false });
    },
  );

  it('end with the browser where a page that is rendered renews them', async () => {
    const { jar } = await signIn(false);
    jar.cookies.delete('__Host-session_jwt');
    const options = { secretKey: SECRET_KEY, apiUrl: api.url };
    const request = new Request(`${SITE}/page`, { headers: jar.headers() });
    const { state, cookies } = await renewServerState(request, options);
    expect(state.status).toBe('authenticated');
    expect(endWithBrowser(cookies)).toEqual(forgotten);
  });

  it('go with a logout', async () => {
    const { handler, jar } = await signIn(false);
    jar.keep(await handler(post('/logout', {}, jar.headers())));
    expect(jar.names()).toEqual([]);
  });

  it('are followed by cookies that last, when somebody signs in who is to be remembered', async () => {
    const { handler, jar } = await signIn(false);
    const again = jar.keep(await handler(post('/otp/verify', goodCode, jar.headers())));
    expect(endWithBrowser(again.headers.getSetCookie())).toEqual({
      '__Host-session_token': false,
      '__Host-session_jwt': false,
      moonkey_session: false,
      moonkey_forget: false,
    });
    expect(jar.names()).not.toContain('moonkey_forget');
    expect(await again.json()).not.toHaveProperty('remember');
  });

  it.each([undefined, true])('are no such cookies with remember: %s', async (remember) => {
    const { response } = await signIn(remember);
    expect(new Set(Object.values(endWithBrowser(response.headers.getSetCookie())))).toEqual(
      new Set([false]),
    );
  });

  it.each(['no', 0, null])('are not asked for by %j', async (remember) => {
    const { handler } = handlerOver(api, { cookie: true });
    const response = await handler(post('/otp/verify', { ...goodCode, remember }));
    expect(await read(response)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(api.calls).toEqual([]);
  });

  it('are not there without the option', async () => {
    const { handler } = handlerOver(api);
    const response = await handler(post('/otp/verify', { ...goodCode, remember: false }));
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([]);
  });
});
