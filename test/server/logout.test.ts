import { SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFakeApi } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { handlerOver, post, read, TICKET_SECRET } from './support/handler.js';
import { bearer, failure, now, refused, sign, signIn, success } from './support/logout.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());

const errorBody = (error_type: string, status_code: number): string =>
  JSON.stringify({ error_type, error_message: 'canaryApiMessage', status_code });

describe('logout with a session token', () => {
  it('revokes the session, and again says so when it is gone', async () => {
    const session = api.addSession();
    const other = api.addSession();
    const { handler } = handlerOver(api);
    expect(await read(await handler(post('/logout', undefined, bearer(session.token))))).toEqual(
      success,
    );
    expect([...api.sessions.keys()]).toEqual([other.id]);
    expect(
      await read(await handler(post('/logout', { scope: 'session' }, bearer(session.token)))),
    ).toEqual(success);
  });

  it('says 400 when nothing identifies a session', async () => {
    const { handler } = handlerOver(api);
    const none = { status: 400, body: { error: 'No session found', code: 'no_session' } };
    expect(await read(await handler(post('/logout')))).toEqual(none);
    expect(await read(await handler(post('/logout', {})))).toEqual(none);
    expect(await read(await handler(post('/logout', {}, { Authorization: 'Bearer' })))).toEqual(
      none,
    );
    expect(await read(await handler(post('/logout', {}, { Authorization: 'Basic abc' })))).toEqual(
      none,
    );
    expect(api.calls).toEqual([]);
  });

  it.each([
    ['answers 500', { status: 500 }],
    ['refuses the key', { status: 401 }],
    ['is silent', 'hang'],
    ['cuts the connection', 'drop'],
  ] as const)('is retryable when the API %s', async (_what, fault) => {
    const session = api.addSession();
    const timeout = fault === 'hang' ? 150 : 10_000;
    const { handler, errors } = handlerOver(api, { timeout });
    api.fail('delete', fault, fault);
    expect(await read(await handler(post('/logout', undefined, bearer(session.token))))).toEqual(
      failure,
    );
    expect(errors).toHaveLength(1);
    api.mend();
    const { handler: patient } = handlerOver(api);
    expect(await read(await patient(post('/logout', undefined, bearer(session.token))))).toEqual(
      success,
    );
    expect(api.sessions.size).toBe(0);
  });

  it.each([
    [404, 'text', 'no upstream'],
    [404, 'HTML', '<h1>Not found</h1>'],
    [404, 'JSON of a proxy', '{"error":"not found"}'],
    [404, 'JSON of a gateway', '{"status_code":404,"message":"no Route matched"}'],
    [404, 'a body of another status', errorBody('session_not_found', 200)],
    [404, 'a missing endpoint', errorBody('route_not_found', 404)],
    [410, 'text', 'gone'],
    [403, 'a firewall', '<h1>Blocked</h1>'],
    [200, 'a maintenance page', '<h1>Back soon</h1>'],
    [200, 'JSON of a portal', '{"message":"Please sign in to the network"}'],
    [204, 'nothing', undefined],
    [302, 'a redirect', ''],
  ])('takes a %i that is %s for no answer: nothing is decided', async (status, _what, body) => {
    const session = api.addSession();
    const { handler, errors } = handlerOver(api, { cookie: true });
    const fault = { status, ...(body !== undefined && { body }) };
    const request = (path: string, content?: unknown) =>
      post(path, content, { ...bearer(session.token), Cookie: `session_token=${session.token}` });
    const ticket = await sign({ scope: 'session', sid: session.id, uid: session.user_id });
    const everywhere = await sign({
      scope: 'everywhere',
      sid: session.id,
      uid: session.user_id,
      iat: now(),
    });

    api.fail('delete', fault, fault, fault);
    for (const content of [{ scope: 'session' }, { ticket }, { ticket: everywhere }])
      expect((await handler(request('/logout', content))).status).toBe(500);
    api.fail('verifySession', fault, fault);
    expect((await handler(request('/logout', { scope: 'everywhere' }))).status).toBe(500);
    const refreshed = await handler(request('/session/refresh'));
    expect([502, 503]).toContain(refreshed.status);
    expect(refreshed.headers.getSetCookie()).toEqual([]);
    expect(api.sessions.has(session.id)).toBe(true);
    expect(errors).toHaveLength(5);
  });

  it.each([410, 404])('takes %i for already revoked', async (status) => {
    const { handler, errors } = handlerOver(api);
    api.fail('delete', { status, body: errorBody('session_not_found', status) });
    expect(await read(await handler(post('/logout', undefined, bearer('token'))))).toEqual(success);
    expect(errors).toEqual([]);
  });
});

describe('logout with a ticket', () => {
  it('revokes its own session only, needs no Origin, and can be repeated', async () => {
    const { handler } = handlerOver(api);
    const other = api.addSession();
    const { ticket } = await signIn(handler);
    for (let times = 0; times < 2; times += 1) {
      expect(await read(await handler(post('/logout', { ticket, age: 30 }, {})))).toEqual(success);
      expect([...api.sessions.keys()]).toEqual([other.id]);
    }
  });

  it('goes by the ticket, not by a token beside it', async () => {
    const { handler } = handlerOver(api);
    const other = api.addSession();
    const { ticket } = await signIn(handler);
    await handler(post('/logout', { ticket }, bearer(other.token)));
    expect([...api.sessions.keys()]).toEqual([other.id]);
  });

  it('refuses forged, expired, foreign and malformed tickets', async () => {
    const session = api.addSession();
    const { handler } = handlerOver(api);
    const claims = { scope: 'session', sid: session.id, uid: session.user_id };
    const valid = await sign(claims);
    const [header = '', payload = '', signature = ''] = valid.split('.');
    const encode = (value: unknown): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const tickets = [
      await sign(claims, { secret: 'another-secret-another-secret-0123' }),
      await sign(claims, { aud: 'moonkey:session' }),
      await sign({ scope: 'session' }),
      await sign({ scope: 'session', sid: session.id }),
      await sign({ scope: 'everywhere', sid: session.id, uid: session.user_id }),
      await sign({ scope: 'everything', sid: session.id }),
      await sign({ scope: 'everywhere', sid: session.id }),
      await sign({ scope: 'session', sid: { $ne: '' } }),
      await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience('moonkey:revocation')
        .sign(new TextEncoder().encode(TICKET_SECRET)),
      await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS384' })
        .setAudience('moonkey:revocation')
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(TICKET_SECRET.repeat(2))),
      `${encode({ alg: 'none' })}.${payload}.`,
      `${encode({ alg: 'none' })}.${payload}.${signature}`,
      `${header}.${encode({ ...claims, aud: 'moonkey:revocation', exp: now() + 60, sid: 'sess_2' })}.${signature}`,
      `${header}.${payload}`,
      'x',
      await api.sessionJwt(session),
    ];
    for (const ticket of tickets)
      expect(await read(await handler(post('/logout', { ticket })))).toEqual(refused);
    const past = await sign(claims, { exp: now() - 1 });
    expect(await read(await handler(post('/logout', { ticket: past })))).toEqual({
      status: 401,
      body: { error: 'Ticket expired', code: 'ticket_expired' },
    });
    expect(api.calls).toEqual([]);
    expect(await read(await handler(post('/logout', { ticket: valid })))).toEqual(success);
  });

  it('cannot be used as a session token', async () => {
    const { handler } = handlerOver(api);
    const { ticket } = await signIn(handler);
    expect((await handler(post('/session/refresh', undefined, bearer(ticket)))).status).toBe(401);
  });

  it('honours tickets of an earlier secret, and signs with the first', async () => {
    const [first, second] = [
      'kQ7vN2pXw9Lr4TzB8mYc1HdF6sJg3UaE',
      'Zt5Wb0RkM8xVq2CnLf7PyGj4DhSu9OiA',
    ] as const;
    const before = handlerOver(api, { ticketSecret: first }).handler;
    const rotated = handlerOver(api, { ticketSecret: [second, first] }).handler;
    const after = handlerOver(api, { ticketSecret: second }).handler;
    const old = await signIn(before);
    const fresh = await signIn(rotated);
    expect(await read(await after(post('/logout', { ticket: old.ticket })))).toEqual(refused);
    expect(await read(await rotated(post('/logout', { ticket: old.ticket })))).toEqual(success);
    expect(await read(await after(post('/logout', { ticket: fresh.ticket })))).toEqual(success);
    expect(api.sessions.size).toBe(0);
  });

  it('is retryable when the API fails', async () => {
    const { handler } = handlerOver(api);
    const { ticket } = await signIn(handler);
    api.fail('delete', { status: 503 });
    expect(await read(await handler(post('/logout', { ticket })))).toEqual(failure);
    expect(await read(await handler(post('/logout', { ticket })))).toEqual(success);
  });
});

describe('Clear-Site-Data', () => {
  it('is sent when asked to, but never for a revocation that was queued', async () => {
    const { handler } = handlerOver(api, { clearSiteData: ['cache', 'storage'] });
    const session = api.addSession();
    const byToken = await handler(post('/logout', undefined, bearer(session.token)));
    expect(byToken.headers.get('Clear-Site-Data')).toBe('"cache", "storage"');
    const { ticket } = await signIn(handler);
    expect((await handler(post('/logout', { ticket }))).headers.has('Clear-Site-Data')).toBe(true);
    expect(
      (await handler(post('/logout', { ticket, age: 5 }))).headers.has('Clear-Site-Data'),
    ).toBe(false);
  });

  it('is "cache" for true, and absent by default and on failure', async () => {
    const on = handlerOver(api, { clearSiteData: true }).handler;
    expect((await on(post('/logout', undefined, bearer('x')))).headers.get('Clear-Site-Data')).toBe(
      '"cache"',
    );
    api.fail('delete', { status: 500 });
    expect((await on(post('/logout', undefined, bearer('x')))).headers.has('Clear-Site-Data')).toBe(
      false,
    );
    const off = handlerOver(api).handler;
    expect(
      (await off(post('/logout', undefined, bearer('x')))).headers.has('Clear-Site-Data'),
    ).toBe(false);
  });
});
