import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { appendCookies, createServerAuth, returnPath } from '../../src/server/index.js';
import type { AuthServerError } from '../../src/server/index.js';
import { SECRET_KEY, startFakeApi } from './support/fake-api.js';
import type { FakeApi, FakeSession } from './support/fake-api.js';

let api: FakeApi;
const errors: AuthServerError[] = [];
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => {
  api.reset();
  errors.length = 0;
});

const origin = 'https://app.example.com';
const create = () =>
  createServerAuth({
    secretKey: SECRET_KEY,
    ticketSecret: 'YS10aWNrZXQtc2VjcmV0LW9mLXRoaXMtdGVzdC0wMQ==',
    apiUrl: api.url,
    timeout: 10_000,
    onError: (error) => errors.push(error),
  });
const cookieOf = ({ token }: FakeSession, jwt: string) =>
  `__Host-session_token=${token}; __Host-session_jwt=${jwt}`;
const post = (cookie: string, from: Record<string, string> = { origin }) =>
  new Request(`${origin}/sign-out`, {
    method: 'POST',
    headers: { cookie, ...from, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'a=b',
  });
const namesOf = (cookies: readonly string[]) =>
  cookies.map((cookie) => `${cookie.split('=')[0]} ${cookie.includes('1970') ? 'goes' : 'comes'}`);

describe('signOut', () => {
  it('ends the session of the cookies, takes them, and tells the device by a tombstone', async () => {
    const session = api.addSession();
    const jwt = await api.sessionJwt(session);
    const { server, cookies } = await create().signOut(post(cookieOf(session, jwt)));
    expect(server).toBe('revoked');
    expect(api.sessions.size).toBe(0);
    expect(namesOf(cookies)).toEqual([
      '__Host-session_token goes',
      '__Host-session_jwt goes',
      `moonkey_tombstone_${session.id} comes`,
    ]);
    expect(cookies.at(-1)).not.toContain('HttpOnly');
  });

  it('is not undone by a middleware that renews the session on the way', async () => {
    const auth = create();
    const session = api.addSession();
    const request = post(`__Host-session_token=${session.token}`);
    const renewed = await auth.renew(request);
    expect(renewed.state.status).toBe('authenticated');
    const signedOut = await auth.signOut(request);
    const answer = new Headers(signedOut.cookies.map((cookie) => ['Set-Cookie', cookie]));
    appendCookies(answer, renewed.cookies);
    expect(answer.getSetCookie()).toEqual(signedOut.cookies);

    const page = new Headers({ 'Set-Cookie': 'theme=dark' });
    appendCookies(page, renewed.cookies);
    expect(page.getSetCookie()).toEqual(['theme=dark', ...renewed.cookies]);
  });

  it('keeps it for later where the API cannot be told, and nobody is shown meanwhile', async () => {
    const auth = create();
    const session = api.addSession();
    const jwt = await api.sessionJwt(session);
    api.fail('delete', ...Array.from({ length: 5 }, () => ({ status: 500 })));
    const { server, cookies } = await auth.signOut(post(cookieOf(session, jwt)));
    expect(server).toBe('queued');
    expect(namesOf(cookies)).toContain(`moonkey_tombstone_${session.id} comes`);
    const left = `${cookieOf(session, jwt)}; ${cookies.map((one) => one.split(';', 1)[0]).join('; ')}`;
    const page = { headers: { cookie: left } };
    expect((await auth.getState(page)).status).toBe('anonymous');
    expect(await auth.getToken(page)).toBeNull();
  });

  it('needs nobody to be signed in', async () => {
    expect(await create().signOut(post(''))).toEqual({ server: 'notNeeded', cookies: [] });
  });

  it.each([{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }, {}])(
    'refuses a request that says %o',
    async (from) => {
      const session = api.addSession();
      const cookie = cookieOf(session, await api.sessionJwt(session));
      await expect(create().signOut(post(cookie, from))).rejects.toMatchObject({
        code: 'origin_refused',
      });
      expect(api.sessions.size).toBe(1);
    },
  );

  it('says what is missing, and leaks nothing', async () => {
    const auth = createServerAuth({ apiUrl: api.url, onError: (error) => errors.push(error) });
    const session = api.addSession();
    const cookie = cookieOf(session, await api.sessionJwt(session));
    await expect(auth.signOut(post(cookie))).rejects.toMatchObject({ code: 'misconfigured' });
    expect(errors[0]?.message).toMatch(/MOONKEY_SECRET_KEY/);
  });
});

describe('getToken', () => {
  it('gives the JWT of the cookie while it is good, and a fresh one after', async () => {
    const auth = create();
    const session = api.addSession();
    const jwt = await api.sessionJwt(session);
    const request = { headers: { cookie: cookieOf(session, jwt) } };
    expect(await auth.getToken(request)).toBe(jwt);
    expect(api.callsTo('verifySession')).toHaveLength(0);

    const old = { headers: { cookie: cookieOf(session, await api.sessionJwt(session, -1)) } };
    const fresh = await auth.getToken(old);
    expect(fresh).toMatch(/^ey/);
    expect((await auth.getState({ headers: { authorization: `Bearer ${fresh}` } })).sessionId).toBe(
      session.id,
    );
    await auth.getState(old);
    expect(api.callsTo('verifySession')).toHaveLength(1);
  });

  it('gives none to nobody', async () => {
    expect(await create().getToken({ headers: {} })).toBeNull();
  });
});

it('the handler sets the cookies that the pages read', () => {
  expect(create().handler.basePath).toBe('/api/auth');
  expect(() => createServerAuth({ check: 'never' as 'jwt' })).toThrow(/check/);
});

describe('returnPath', () => {
  it.each(['/', '/a?b=1#c', '/%2F', '/a//b'])('goes to %s', (path) => {
    expect(returnPath(path)).toBe(path);
  });
  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'account',
    '',
    null,
    undefined,
    7,
    ['//evil.example', '/a'],
  ])('does not go to %o', (path) => {
    expect(returnPath(path, '/home')).toBe('/home');
  });
});
