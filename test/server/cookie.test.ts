import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CODE, startFakeApi } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import type { Grant } from '../../src/server/index.js';
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
