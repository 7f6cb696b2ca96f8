import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSessionVerifier } from '../../src/server/index.js';
import type { SessionVerifierOptions } from '../../src/server/index.js';
import { tombstoneCookieName } from '../../src/wire/index.js';
import { SECRET_KEY, startFakeApi, USER_ID } from './support/fake-api.js';
import type { FakeApi, FakeSession } from './support/fake-api.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());

const verifier = (check: 'jwt' | 'api', options: Partial<SessionVerifierOptions> = {}) =>
  createSessionVerifier({
    check,
    apiUrl: api.url,
    secretKey: SECRET_KEY,
    timeout: 1500,
    ...options,
  });
const identity = (session: FakeSession) => ({
  userId: USER_ID,
  sessionId: session.id,
  expiresAt: session.expires_at,
});

describe("createSessionVerifier, check: 'jwt'", () => {
  it('tells whose session it is, from any kind of request', async () => {
    const session = api.addSession();
    const jwt = await api.sessionJwt(session);
    const verify = verifier('jwt', { secretKey: undefined });
    const authorization = `Bearer ${jwt}`;
    expect(await verify(jwt)).toEqual(identity(session));
    expect(await verify({ headers: { authorization } })).toEqual(identity(session));
    expect(
      await verify(new Request('https://app.example.com', { headers: { authorization } })),
    ).toEqual(identity(session));
    expect(api.callsTo('jwks')).toHaveLength(1);
  });

  it('refuses what is not a live session JWT of this API', async () => {
    const session = api.addSession();
    const { privateKey } = await generateKeyPair('RS256');
    const claims = { 'https://streambird.io/jwt/session': { ...identity(session) } };
    const jwt = await api.sessionJwt(session);
    const [header, payload] = jwt.split('.');
    const verify = verifier('jwt');
    for (const token of [
      await api.sessionJwt(session, -1),
      await new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
        .setExpirationTime('1h')
        .sign(privateKey),
      await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setExpirationTime('1h')
        .sign(new Uint8Array(32)),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`,
      `${header}.${payload}.`,
      session.token,
      'a.b.c',
      '',
    ]) {
      expect(await verify(token)).toBeNull();
    }
    expect(await verify({ headers: {} })).toBeNull();
    expect(await verify({ headers: { authorization: `Basic ${jwt}` } })).toBeNull();
  });

  it.each([{ status: 500 }, { status: 200, body: 'x' }, 'drop', 'hang'] as const)(
    'rejects when the key set cannot be read: %o',
    async (fault) => {
      api.fail('jwks', fault);
      const jwt = await api.sessionJwt(api.addSession());
      await expect(verifier('jwt')(jwt)).rejects.toMatchObject({
        name: 'AuthServerError',
        details: { operation: 'jwks' },
      });
    },
  );
});

describe("createSessionVerifier, check: 'jwt', with several keys", () => {
  it('takes a JWT that names no key, and refuses a forged one', async () => {
    await api.rotateKey();
    const session = api.addSession();
    const verify = verifier('jwt');
    expect(await verify(await api.sessionJwt(session, 300, false))).toEqual(identity(session));
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({ 'https://streambird.io/jwt/session': identity(session) })
      .setProtectedHeader({ alg: 'RS256' })
      .setExpirationTime('1h')
      .sign(privateKey);
    expect(await verify(forged)).toBeNull();
    expect(await verify(await api.sessionJwt(session, -1, false))).toBeNull();
  });

  it('fetches the set anew for a new key, and does not say "nobody" where it may not ask', async () => {
    const session = api.addSession();
    const verify = verifier('jwt');
    expect(await verify(await api.sessionJwt(session))).toEqual(identity(session));
    await api.rotateKey();
    await expect(verify(await api.sessionJwt(session))).rejects.toMatchObject({
      code: 'api_unreachable',
      details: { operation: 'jwks', retryAfter: 10 },
    });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11_000 });
    expect(await verify(await api.sessionJwt(session))).toEqual(identity(session));
    vi.useRealTimers();
  });
});

describe('a session that its own browser has signed out', () => {
  it.each(['jwt', 'api'] as const)('is nobody’s, with check: %j', async (check) => {
    const session = api.addSession();
    const verify = verifier(check);
    const authorization = `Bearer ${await api.sessionJwt(session)}`;
    const cookie = `theme=dark; ${tombstoneCookieName(session.id)}=1`;
    expect(await verify({ headers: { authorization, cookie } })).toBeNull();
    expect(await verify({ headers: new Headers({ authorization, cookie }) })).toBeNull();
    const other = `${tombstoneCookieName('sess_other')}=1`;
    expect(await verify({ headers: { authorization, cookie: other } })).toEqual(identity(session));
  });
});

describe("createSessionVerifier, check: 'api'", () => {
  it.each([
    { status: 404, body: 'no upstream' },
    { status: 404, body: '{"error":"not found"}' },
    { status: 400, body: '<h1>Bad request</h1>' },
    { status: 200, body: '<h1>Back soon</h1>' },
  ])('rejects when something else answers in the API’s place: %o', async (fault) => {
    api.fail('verifySession', fault, fault);
    await expect(verifier('api')('token')).rejects.toMatchObject({ code: 'api_malformed' });
  });

  it('accepts token and JWT, and neither once the session is revoked', async () => {
    const session = api.addSession();
    const verify = verifier('api');
    expect(await verify(session.token)).toEqual(identity(session));
    expect(await verify(await api.sessionJwt(session))).toEqual(identity(session));
    expect(api.callsTo('verifySession')[1]?.body).toHaveProperty('session_jwt');
    api.sessions.clear();
    expect(await verify(session.token)).toBeNull();
    expect(await verifier('jwt')(await api.sessionJwt(session))).toEqual(identity(session));
  });

  it.each([
    [{ status: 500 }, 'api_failed'],
    [{ status: 401 }, 'api_refused'],
    ['drop', 'api_unreachable'],
    ['hang', 'api_timeout'],
  ] as const)('rejects when it cannot be found out: %o', async (fault, code) => {
    api.fail('verifySession', fault, fault);
    await expect(verifier('api')('token')).rejects.toMatchObject({ code });
  });
});
