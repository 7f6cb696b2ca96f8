import cookieParser from 'cookie-parser';
import express from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogoutRoute } from '../../src/server/index.js';
import type { AuthServerError, LogoutRouteOptions } from '../../src/server/index.js';
import { SECRET_KEY, startFakeApi } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { listen } from './support/listen.js';
import type { Listening } from './support/listen.js';

let api: FakeApi;
const running: Listening[] = [];
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const errors: AuthServerError[] = [];
const route = (options: Partial<LogoutRouteOptions> = {}) =>
  createLogoutRoute({
    secretKey: SECRET_KEY,
    apiUrl: api.url,
    timeout: 10_000,
    onError: (error) => errors.push(error),
    ...options,
  });

async function start(app: Parameters<typeof listen>[0]): Promise<string> {
  const server = await listen(app);
  running.push(server);
  return server.url;
}

const logout = (url: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${url}/api/logout`, { method: 'POST', headers });

describe.each([
  [
    'Express',
    (options?: Partial<LogoutRouteOptions>) => start(express().post('/api/logout', route(options))),
  ],
  [
    'Express with cookie-parser and express.json',
    (options?: Partial<LogoutRouteOptions>) =>
      start(express().use(cookieParser(), express.json()).post('/api/logout', route(options))),
  ],
  [
    'plain Node',
    (options?: Partial<LogoutRouteOptions>) => start((req, res) => void route(options)(req, res)),
  ],
])('createLogoutRoute in %s', (_name, serve) => {
  it('answers 400 without a session token', async () => {
    const response = await logout(await serve());
    expect([response.status, await response.json()]).toEqual([400, { error: 'No session found' }]);
    expect(api.calls).toEqual([]);
  });

  it('deletes the session, clears the cookie and answers 200', async () => {
    const session = api.addSession();
    const response = await logout(await serve(), { Cookie: `session_token=${session.token}` });
    expect([response.status, await response.json()]).toEqual([200, { success: true }]);
    expect(response.headers.getSetCookie()).toEqual([
      'session_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax',
    ]);
    expect(api.calls).toEqual([
      {
        endpoint: 'delete',
        authorization: `Bearer ${SECRET_KEY}`,
        body: { session_token: session.token },
      },
    ]);
    expect(api.sessions.size).toBe(0);
  });

  it('takes a session that is already gone for logged out', async () => {
    const response = await logout(await serve(), { Cookie: 'session_token=gone' });
    expect([response.status, await response.json()]).toEqual([200, { success: true }]);
    expect(response.headers.getSetCookie()).toHaveLength(1);
  });

  it.each([{ status: 500 }, { status: 401 }, { status: 429 }, 'drop', 'hang'] as const)(
    'answers 500 and keeps the cookie when the API fails with %o',
    async (fault) => {
      const session = api.addSession();
      api.fail('delete', fault, fault);
      errors.length = 0;
      const response = await logout(await serve({ timeout: 100 }), {
        Cookie: `session_token=${session.token}`,
      });
      expect([response.status, await response.json()]).toEqual([500, { error: 'Logout failed' }]);
      expect(response.headers.getSetCookie()).toEqual([]);
      expect(errors).toHaveLength(1);
      expect(JSON.stringify(errors.map((error) => [error.message, error.stack]))).not.toContain(
        'canary',
      );
    },
  );

  it('refuses a page of another origin', async () => {
    const session = api.addSession();
    const url = await serve({ allowedOrigins: ['https://app.example.com'] });
    const Cookie = `session_token=${session.token}`;
    const refused = await logout(url, { Cookie, Origin: 'https://evil.example' });
    expect([refused.status, await refused.json()]).toEqual([403, { error: 'Origin refused' }]);
    expect(api.sessions.size).toBe(1);
    const allowed = await logout(url, { Cookie, Origin: 'https://app.example.com' });
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('Access-Control-Allow-Origin')).toBe('https://app.example.com');
  });

  it('uses the cookie it is told to', async () => {
    const session = api.addSession();
    const url = await serve({ cookie: { name: 'sid', path: '/app', domain: 'example.com' } });
    expect((await logout(url, { Cookie: `session_token=${session.token}` })).status).toBe(400);
    const response = await logout(url, { Cookie: `sid=${session.token}` });
    expect(response.headers.get('Set-Cookie')).toMatch(/^sid=; Path=\/app; .*Domain=example\.com/);
  });
});
