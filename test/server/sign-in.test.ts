import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CODE, EMAIL, startFakeApi, USER_ID } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { handlerOver, post, read } from './support/handler.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());

const goodCode = { methodId: 'email_1', code: CODE };

describe('POST /otp/send', () => {
  it('answers the method to verify with, and not whether the user is new', async () => {
    const { handler } = handlerOver(api);
    expect(await read(await handler(post('/otp/send', { email: EMAIL })))).toEqual({
      status: 200,
      body: { methodId: 'email_1' },
    });
    expect(api.calls[0]?.body).toEqual({ email: EMAIL });
  });

  it('passes 429 through with its Retry-After', async () => {
    const { handler, errors } = handlerOver(api);
    api.fail('send', { status: 429, headers: { 'Retry-After': '17' } });
    const response = await handler(post('/otp/send', { email: EMAIL }));
    expect(response.status).toBe(429);
    expect(response.headers.get('Retry-After')).toBe('17');
    expect(errors).toEqual([]);
  });

  it.each([
    ['500', { status: 500 }, 502, 'api_failed'],
    [
      'a redirect',
      { status: 302, headers: { Location: 'http://127.0.0.1:1/' } },
      502,
      'api_failed',
    ],
    ['a wrong secret key', { status: 401 }, 502, 'api_refused'],
    ['an answer that is no JSON', { status: 200, body: '<html>' }, 502, 'api_malformed'],
    ['an answer without email_id', { status: 200, body: '{}' }, 502, 'api_malformed'],
    ['a cut connection', 'drop', 503, 'api_unreachable'],
    ['silence', 'hang', 503, 'api_timeout'],
  ] as const)('answers %s with a redacted failure', async (_what, fault, status, code) => {
    const timeout = fault === 'hang' ? 150 : 10_000;
    const { handler, errors } = handlerOver(api, { timeout });
    api.fail('send', fault);
    expect(await read(await handler(post('/otp/send', { email: EMAIL })))).toEqual({
      status,
      body: { error: 'Authentication service unavailable', code: 'unavailable' },
    });
    expect(errors.map((error) => error.code)).toEqual([code]);
  });

  it('survives an onError that throws or rejects', async () => {
    const listeners = [
      () => {
        throw new Error('log is full');
      },
      () => Promise.reject(new Error('log is full')),
    ];
    for (const onError of listeners) {
      const { handler } = handlerOver(api, { onError });
      api.fail('send', { status: 500 });
      expect((await handler(post('/otp/send', { email: EMAIL }))).status).toBe(502);
    }
  });
});

describe('POST /otp/verify', () => {
  it('answers a grant', async () => {
    const { handler } = handlerOver(api, { sessionExpiresIn: 60 });
    const { status, body } = await read(await handler(post('/otp/verify', goodCode)));
    const [session] = api.sessions.values();
    expect(status).toBe(200);
    expect(body).toEqual({
      user: {
        id: USER_ID,
        email: EMAIL,
        emailVerified: true,
        firstName: 'Ada',
        lastName: 'Lovelace',
        createdAt: 1_700_000_000,
        wallet: null,
        metadata: { plan: 'pro' },
      },
      isNewUser: false,
      sessionToken: session?.token,
      sessionJwt: expect.any(String),
      jwtExpiresAt: decodeJwt(String(body['sessionJwt'])).exp,
      expiresAt: session?.expires_at,
      ticket: expect.any(String),
      everywhereTicket: expect.any(String),
      sessionId: session?.id,
      issuedAt: expect.any(Number),
    });
    expect(api.callsTo('verifyCode')[0]?.body['session_expires_in']).toBe(60);
    expect(decodeJwt(String(body['ticket']))).toMatchObject({
      scope: 'session',
      sid: session?.id,
      aud: 'moonkey:revocation',
      exp: session?.expires_at,
    });
    expect(decodeJwt(String(body['everywhereTicket']))).toMatchObject({
      scope: 'everywhere',
      uid: USER_ID,
    });
  });

  it.each([
    ['the API says so', { user_created: true }, 1_700_000_000, true],
    ['the API says that it is not', { user_created: false }, Date.now() / 1000, false],
    ['it was made as the code was sent', {}, Date.now() / 1000, true],
    ['it was made long ago', {}, 1_700_000_000, false],
  ])('says whether the user is new: %s', async (_what, said, created_at, isNewUser) => {
    const { handler } = handlerOver(api);
    const session = api.addSession();
    const made = { ...said, session, session_token: session.token, session_jwt: '' };
    made.session_jwt = await api.sessionJwt(session);
    api.fail('verifyCode', { status: 200, body: JSON.stringify(made) });
    const emails = [{ email: EMAIL, verified: true }];
    const user = { user_id: USER_ID, emails, created_at: Math.floor(created_at) };
    api.fail('user', { status: 200, body: JSON.stringify(user) });
    const { body } = await read(await handler(post('/otp/verify', goodCode)));
    expect(body).toMatchObject({ isNewUser });
    const refreshed = post('/session/refresh', {}, { Authorization: `Bearer ${session.token}` });
    expect((await read(await handler(refreshed))).body).not.toHaveProperty('isNewUser');
  });

  it.each([400, 401, 404])('answers 401 when the API refuses the code with %i', async (status) => {
    const { handler } = handlerOver(api);
    api.fail('verifyCode', { status });
    expect(await read(await handler(post('/otp/verify', goodCode)))).toEqual({
      status: 401,
      body: { error: 'Code refused', code: 'code_refused' },
    });
  });

  it('passes 429 through', async () => {
    const { handler } = handlerOver(api);
    api.fail('verifyCode', { status: 429 });
    expect((await handler(post('/otp/verify', goodCode))).status).toBe(429);
  });

  it.each([
    ['the user cannot be read', () => api.fail('user', { status: 500 })],
    ['the user is not answered in time', () => api.fail('user', 'hang')],
    [
      'the user has no e-mail address',
      () => api.fail('user', { status: 200, body: USER_WITHOUT_EMAIL }),
    ],
  ])('leaves no session behind when %s', async (_what, arrange) => {
    const { handler, errors } = handlerOver(api, { timeout: 200 });
    arrange();
    const { status } = await read(await handler(post('/otp/verify', goodCode)));
    expect(status).toBe(502);
    expect(api.callsTo('verifyCode')).toHaveLength(1);
    expect(api.sessions.size).toBe(0);
    expect(errors).toHaveLength(1);
  });

  it('leaves no session behind when the API answers a session it does not describe', async () => {
    const session = api.addSession();
    const { handler } = handlerOver(api);
    api.fail('verifyCode', {
      status: 200,
      body: JSON.stringify({ session: null, session_token: session.token }),
    });
    expect((await handler(post('/otp/verify', goodCode))).status).toBe(502);
    expect(api.sessions.size).toBe(0);
  });

  it('leaves no session behind when the client has gone', async () => {
    const gone = new AbortController();
    const { handler } = handlerOver(api, {
      fetch: (input, init) => {
        if (new Request(input).url.includes('/users/')) gone.abort();
        return fetch(input, init);
      },
    });
    await handler(new Request(post('/otp/verify', goodCode), { signal: gone.signal }));
    expect(api.callsTo('verifyCode')).toHaveLength(1);
    expect(api.sessions.size).toBe(0);
  });

  it('reports a session that could be neither handed over nor revoked', async () => {
    const { handler, errors } = handlerOver(api);
    api.fail('user', { status: 500 });
    api.fail('delete', { status: 500 });
    expect((await handler(post('/otp/verify', goodCode))).status).toBe(502);
    expect(errors.map((error) => error.code)).toEqual(['api_failed', 'session_abandoned']);
  });
});

describe('POST /session/refresh', () => {
  const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });

  it('keeps the token and the expiry', async () => {
    const session = api.addSession();
    const { handler } = handlerOver(api);
    const { status, body } = await read(
      await handler(post('/session/refresh', undefined, bearer(session.token))),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ sessionToken: session.token, expiresAt: session.expires_at });
    expect(api.callsTo('verifySession')[0]?.body).toEqual({ session_token: session.token });
  });

  it('extends the session and its tickets when sliding', async () => {
    const session = api.addSession();
    const { handler } = handlerOver(api, { slidingSession: true, sessionExpiresIn: 1000 });
    const { body } = await read(
      await handler(post('/session/refresh', undefined, bearer(session.token))),
    );
    expect(Number(body['expiresAt'])).toBeGreaterThan(Date.now() / 1000 + 59_000);
    expect(decodeJwt(String(body['ticket'])).exp).toBe(body['expiresAt']);
  });

  it('answers 401 when the session is unknown, and when nothing is sent', async () => {
    const { handler } = handlerOver(api);
    expect(
      await read(await handler(post('/session/refresh', undefined, bearer('nobody')))),
    ).toEqual({
      status: 401,
      body: { error: 'Session ended', code: 'session_ended' },
    });
    expect(await read(await handler(post('/session/refresh')))).toMatchObject({
      status: 401,
      body: { code: 'no_session' },
    });
  });

  it.each([
    ['a failing API', { status: 500 }, 502],
    ['a refused secret key', { status: 401 }, 502],
    ['a refused request', { status: 400 }, 502],
    ['a rate limit', { status: 429, headers: { 'Retry-After': '3\t' } }, 503],
    ['silence', 'hang', 503],
    ['a cut connection', 'drop', 503],
  ] as const)(
    'answers %s as transient, never as the end of the session',
    async (_what, fault, status) => {
      const session = api.addSession();
      const { handler } = handlerOver(api, { timeout: 150 });
      api.fail('verifySession', fault, fault);
      expect(
        (await handler(post('/session/refresh', undefined, bearer(session.token)))).status,
      ).toBe(status);
    },
  );

  it('treats a user that cannot be read as transient', async () => {
    const session = api.addSession();
    const { handler } = handlerOver(api);
    api.fail('user', { status: 503 });
    expect((await handler(post('/session/refresh', undefined, bearer(session.token)))).status).toBe(
      503,
    );
    expect(api.sessions.size).toBe(1);
  });

  it('refuses a session JWT of which the expiry cannot be read', async () => {
    const session = api.addSession();
    const { handler, errors } = handlerOver(api);
    const { id, user_id, started_at, expires_at } = session;
    const body = {
      session: { id, user_id, started_at, expires_at },
      session_jwt: 'canary.not.jwt',
    };
    api.fail('verifySession', { status: 200, body: JSON.stringify(body) });
    expect((await handler(post('/session/refresh', undefined, bearer(session.token)))).status).toBe(
      502,
    );
    expect(errors.map((error) => error.code)).toEqual(['api_malformed']);
  });
});

const USER_WITHOUT_EMAIL = JSON.stringify({ user_id: USER_ID, emails: [], created_at: 1 });
