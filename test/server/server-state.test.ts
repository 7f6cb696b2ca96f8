import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getServerState, renewServerState } from '../../src/server/index.js';
import type { AuthServerError, ServerStateOptions } from '../../src/server/index.js';
import { tombstoneCookieName } from '../../src/wire/index.js';
import { EMAIL, SECRET_KEY, startFakeApi, USER_ID } from './support/fake-api.js';
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

const options = (more: Partial<ServerStateOptions> = {}): ServerStateOptions => ({
  secretKey: SECRET_KEY,
  apiUrl: api.url,
  timeout: 10_000,
  onError: (error) => errors.push(error),
  ...more,
});
const page = (headers: Record<string, string>) =>
  new Request('https://app.example.com/private', { headers });
const cookiesOf = ({ token }: FakeSession, jwt?: string): string =>
  [`theme=dark`, `__Host-session_token=${token}`, jwt && `__Host-session_jwt=${jwt}`]
    .filter(Boolean)
    .join('; ');
const anonymous = {
  status: 'anonymous',
  user: null,
  claims: null,
  sessionId: null,
  expiresAt: null,
  checkedAt: expect.any(Number),
};
const stateOf = (session: FakeSession) => ({
  status: 'authenticated',
  user: expect.objectContaining({ id: USER_ID, email: EMAIL, firstName: 'Ada' }),
  claims: null,
  sessionId: session.id,
  expiresAt: session.expires_at,
  checkedAt: expect.any(Number),
});

describe.each(['jwt', 'api'] as const)('getServerState, check: %j', (check) => {
  it('knows a session by cookie, token or JWT, in headers of any kind', async () => {
    const session = api.addSession();
    const jwt = await api.sessionJwt(session);
    const own = options({ check });
    for (const headers of [
      { cookie: cookiesOf(session, jwt) },
      { cookie: cookiesOf(session) },
      { authorization: `Bearer ${jwt}` },
      { authorization: `Bearer ${session.token}` },
    ]) {
      expect(await getServerState(page(headers), own)).toEqual(stateOf(session));
      expect(await getServerState({ headers }, own)).toEqual(stateOf(session));
    }
    expect(errors).toEqual([]);
  });

  it('holds no secret', async () => {
    const session = api.addSession();
    const jwt = await api.sessionJwt(session);
    const state = await getServerState(
      page({ cookie: cookiesOf(session, jwt) }),
      options({ check }),
    );
    const sent = JSON.stringify(state);
    for (const secret of [session.token, jwt, SECRET_KEY]) expect(sent).not.toContain(secret);
  });

  it('shows nobody without a session, with one that has ended, or a JWT alone', async () => {
    const session = api.addSession();
    const jwt = await api.sessionJwt(session, -1);
    api.sessions.clear();
    for (const headers of [
      {},
      { cookie: 'theme=dark' },
      { cookie: cookiesOf(session, jwt) },
      { cookie: `__Host-session_jwt=${await api.sessionJwt(session)}` },
      { authorization: 'Bearer gone' },
    ])
      expect(
        await getServerState(page(headers as Record<string, string>), options({ check })),
      ).toEqual(anonymous);
  });

  it('shows nobody whom their own browser has signed out, though the API does not know', async () => {
    const session = api.addSession();
    const jwt = await api.sessionJwt(session);
    const cookie = `${cookiesOf(session, jwt)}; ${tombstoneCookieName(session.id)}=1`;
    expect(await getServerState(page({ cookie }), options({ check }))).toEqual(anonymous);
  });

  it('checks once per request', async () => {
    const session = api.addSession();
    const own = options({ check });
    const request = page({ cookie: cookiesOf(session) });
    const states = await Promise.all([1, 2, 3].map(() => getServerState(request, own)));
    expect(new Set(states).size).toBe(1);
    await renewServerState(request, own);
    expect(api.callsTo('verifySession')).toHaveLength(1);
  });

  it.each([
    { status: 500 },
    { status: 404, body: 'no upstream' },
    { status: 200, body: '<h1>Back soon</h1>' },
    'hang',
    'drop',
  ] as const)('does not know when the API gives %o, and says why in the log', async (fault) => {
    const session = api.addSession();
    api.fail('verifySession', fault, fault);
    const own = options({ check, ...(fault === 'hang' && { timeout: 200 }) });
    const state = await getServerState(page({ cookie: cookiesOf(session) }), own);
    expect(state).toEqual({ ...anonymous, status: 'unknown' });
    expect(errors).toHaveLength(1);
  });
});

describe("getServerState, check: 'jwt'", () => {
  it('asks the API for nothing but the user and the keys, and for those once', async () => {
    const session = api.addSession();
    const cookie = cookiesOf(session, await api.sessionJwt(session));
    const own = options();
    for (let times = 0; times < 3; times += 1) await getServerState(page({ cookie }), own);
    expect(api.calls.map(({ endpoint }) => endpoint).toSorted()).toEqual(['jwks', 'user']);
  });

  it('takes mapUser and claims', async () => {
    const session = api.addSession();
    const own = options({
      mapUser: (user) => ({ ...user, firstName: user.firstName?.toUpperCase() ?? '' }),
      claims: () => ({ roles: ['admin'] }),
    });
    expect(await getServerState(page({ cookie: cookiesOf(session) }), own)).toMatchObject({
      user: { firstName: 'ADA' },
      claims: { roles: ['admin'] },
    });
  });

  it('names a wrong option', async () => {
    await expect(getServerState(page({}), { check: 'both' } as never)).rejects.toThrow(
      "getServerState: \"check\" must be 'jwt' or 'api'.",
    );
  });
});

describe('renewServerState', () => {
  it('gives the fresh JWT to the cookie, where the old one has run out', async () => {
    const session = api.addSession();
    const own = options();
    const old = cookiesOf(session, await api.sessionJwt(session, -1));
    const { state, cookies } = await renewServerState(page({ cookie: old }), own);
    expect(state.status).toBe('authenticated');
    expect(cookies).toEqual([
      expect.stringContaining(`__Host-session_token=${session.token}; Path=/;`),
      expect.stringMatching(/^__Host-session_jwt=eyJ.*HttpOnly; SameSite=Lax; Secure$/),
      expect.stringMatching(/^moonkey_session=sess_\d+; (?!.*HttpOnly)/),
    ]);
    const jwt = /=([^;]+)/.exec(String(cookies[1]))?.[1];
    const next = await renewServerState(page({ cookie: cookiesOf(session, jwt) }), own);
    expect(next.cookies).toEqual([]);
    expect(api.callsTo('verifySession')).toHaveLength(1);
  });

  it('removes the cookies of a session that has ended, and leaves a signed-out one to the handler', async () => {
    const session = api.addSession();
    const cookie = cookiesOf(session, await api.sessionJwt(session, -1));
    const signedOut = `${cookie}; ${tombstoneCookieName(session.id)}=1`;
    expect(await renewServerState(page({ cookie: signedOut }), options())).toEqual({
      state: anonymous,
      cookies: [],
    });
    api.sessions.clear();
    const { cookies } = await renewServerState(page({ cookie }), options());
    expect(cookies.map((line) => line.split(';', 1)[0])).toEqual([
      '__Host-session_token=',
      '__Host-session_jwt=',
    ]);
  });
});
