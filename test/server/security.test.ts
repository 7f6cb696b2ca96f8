import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CODE, EMAIL, SECRET_KEY, startFakeApi } from './support/fake-api.js';
import type { Endpoint, FakeApi, Fault } from './support/fake-api.js';
import { handlerOver, post, read, SITE, TICKET_SECRET } from './support/handler.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());
afterEach(() => {
  vi.restoreAllMocks();
});

const EVIL = 'https://evil.example';
const bodies: readonly (readonly [string, Record<string, unknown>])[] = [
  ['/otp/send', { email: EMAIL }],
  ['/otp/verify', { methodId: 'email_1', code: CODE }],
  ['/session/refresh', {}],
  ['/logout', {}],
];
const authorization = { Authorization: 'Bearer canaryBearer' };

describe('routing', () => {
  it.each(['', '/', '/otp', '/otp/send/', '/logout/all', '/../logout2', '/otp%2Fsend'])(
    'knows no %j',
    async (path) => {
      const { handler } = handlerOver(api);
      expect(await read(await handler(post(path, {})))).toEqual({
        status: 404,
        body: { error: 'Not found', code: 'route_not_found' },
      });
    },
  );

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])('refuses %s with Allow', async (method) => {
    const { handler } = handlerOver(api);
    const response = await handler(
      new Request(`${SITE}/api/auth/logout`, { method, headers: { ...authorization } }),
    );
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toBe('POST, OPTIONS');
    expect(api.calls).toEqual([]);
  });

  it('is under the base path it is given', async () => {
    const { handler } = handlerOver(api, { basePath: '/session-things/' });
    const request = (path: string) =>
      new Request(`${SITE}${path}`, { method: 'POST', headers: authorization });
    expect((await handler(request('/session-things/logout'))).status).toBe(200);
    expect((await handler(request('/api/auth/logout'))).status).toBe(404);
  });

  it('lets nothing be cached', async () => {
    const { handler } = handlerOver(api);
    for (const request of [
      post('/nothing'),
      post('/logout'),
      post('/otp/send', { email: EMAIL }),
    ]) {
      expect((await handler(request)).headers.get('Cache-Control')).toBe('no-store');
    }
  });
});

describe('bodies', () => {
  it.each(bodies)('of %s are refused when malformed', async (path, good) => {
    const { handler } = handlerOver(api);
    const wrong: unknown[] = [
      '{"email":',
      'null',
      '[]',
      '"text"',
      '7',
      { ...good, surprise: true },
      '{"__proto__":{"email":"a@b.co"}}',
      `{"constructor":{"prototype":{}}}`,
    ];
    for (const body of wrong) {
      const { status, body: answer } = await read(
        await handler(post(path, body, { Origin: SITE, ...authorization })),
      );
      expect({ status, code: answer['code'] }).toEqual({ status: 400, code: 'invalid_request' });
    }
    expect(api.calls).toEqual([]);
  });

  it.each([
    ['/otp/send', { email: 'nobody' }, 'email is missing or not valid'],
    ['/otp/send', {}, 'email is missing or not valid'],
    ['/otp/send', { email: `${'a'.repeat(250)}@b.co` }, 'email is missing or not valid'],
    ['/otp/send', { email: ['a@b.co'] }, 'email is missing or not valid'],
    ['/otp/verify', { methodId: 'email_1', code: '12345' }, 'code is missing or not valid'],
    ['/otp/verify', { methodId: 'email_1', code: 123456 }, 'code is missing or not valid'],
    ['/otp/verify', { methodId: '../users', code: CODE }, 'methodId is missing or not valid'],
    ['/logout', { scope: 'all' }, 'scope is missing or not valid'],
    ['/logout', { ticket: 'x', age: -1 }, 'age is missing or not valid'],
    ['/logout', { ticket: 'x', age: 1.5 }, 'age is missing or not valid'],
    ['/logout', { ticket: 'x', scope: 'session' }, 'scope is missing or not valid'],
    ['/logout', { age: 3 }, 'ticket is missing or not valid'],
    ['/logout', { ticket: { sid: 'sess_1' } }, 'ticket is missing or not valid'],
    ['/logout', { ticket: 'x'.repeat(5000) }, 'ticket is missing or not valid'],
  ])('%s %o is refused without being quoted', async (path, body, error) => {
    const { handler } = handlerOver(api);
    expect(await read(await handler(post(path, body)))).toEqual({
      status: 400,
      body: { error, code: 'invalid_request' },
    });
    expect(api.calls).toEqual([]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    'of type %j are refused',
    async (type) => {
      const { handler } = handlerOver(api);
      const response = await handler(post('/otp/send', { email: EMAIL }, { 'Content-Type': type }));
      expect(response.status).toBe(415);
      expect(api.calls).toEqual([]);
    },
  );

  it('of any JSON spelling are taken', async () => {
    const { handler } = handlerOver(api);
    const response = await handler(
      post('/otp/send', { email: EMAIL }, { 'Content-Type': 'Application/JSON; charset=utf-8' }),
    );
    expect(response.status).toBe(200);
  });

  it('are read no further than their bound, whatever length they claim', async () => {
    const { handler } = handlerOver(api);
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1024).fill(0x20));
      },
    });
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...authorization },
      body: endless,
      duplex: 'half',
    };
    expect((await handler(new Request(`${SITE}/api/auth/logout`, init))).status).toBe(413);
    expect(pulled).toBeLessThan(20);
    expect((await handler(post('/logout', { ticket: 'é'.repeat(9000) }))).status).toBe(413);
    expect(api.calls).toEqual([]);
  });
});

describe('origins', () => {
  it.each(bodies)('%s refuses another origin, and does nothing', async (path, body) => {
    const { handler } = handlerOver(api, { cookie: true });
    const headers = { ...authorization, Cookie: 'session_token=canaryCookie' };
    const foreigners: Record<string, string>[] = [
      { Origin: EVIL },
      { Origin: 'null' },
      { Origin: 'http://app.example.com' },
      { Origin: `${SITE}.evil.example` },
      { Origin: `${SITE}:8443` },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: EVIL, 'X-Forwarded-Host': 'evil.example' },
    ];
    for (const foreign of foreigners) {
      const response = await handler(post(path, body, { ...headers, ...foreign }));
      expect(await read(response)).toEqual({
        status: 403,
        body: { error: 'Origin refused', code: 'origin_refused' },
      });
      expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false);
      expect(response.headers.has('Set-Cookie')).toBe(false);
    }
    expect(api.calls).toEqual([]);
  });

  it('answers allowed ones with CORS, credentials included', async () => {
    const { handler } = handlerOver(api, { allowedOrigins: ['https://other.example'] });
    const response = await handler(
      post('/otp/send', { email: EMAIL }, { Origin: 'https://other.example' }),
    );
    expect(response.status).toBe(200);
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe('https://other.example');
    expect(response.headers.get('Access-Control-Allow-Credentials')).toBe('true');
    expect(response.headers.get('Vary')).toBe('Origin');
    expect((await handler(post('/otp/send', { email: EMAIL }, { Origin: EVIL }))).status).toBe(403);
  });

  it('lets allowed pages read failures too', async () => {
    const { handler } = handlerOver(api, { allowedOrigins: ['https://other.example'] });
    for (const request of [
      post('/logout', {}, { Origin: 'https://other.example' }),
      post('/x', {}, { Origin: 'https://other.example' }),
    ]) {
      expect((await handler(request)).headers.get('Access-Control-Allow-Origin')).toBe(
        'https://other.example',
      );
    }
  });

  it('answers preflights of allowed origins only', async () => {
    const { handler } = handlerOver(api, { allowedOrigins: ['https://other.example'] });
    const preflight = (origin: string): Request =>
      new Request(`${SITE}/api/auth/logout`, {
        method: 'OPTIONS',
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'authorization',
        },
      });
    const allowed = await handler(preflight('https://other.example'));
    expect(allowed.status).toBe(204);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': 'https://other.example',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': '600',
    });
    const refused = await handler(preflight(EVIL));
    expect(refused.status).toBe(403);
    expect(refused.headers.has('Access-Control-Allow-Methods')).toBe(false);
    expect((await handler(preflight(SITE))).status).toBe(204);
  });

  it('believes forwarded headers only when told to', async () => {
    const behindProxy = (): Request =>
      new Request('http://10.0.0.5:3000/api/auth/otp/send', {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Origin: SITE,
          'X-Forwarded-Host': 'app.example.com, inner.example',
          'X-Forwarded-Proto': 'https, http',
        },
        body: JSON.stringify({ email: EMAIL }),
      });
    expect((await handlerOver(api).handler(behindProxy())).status).toBe(403);
    expect((await handlerOver(api, { trustProxy: true }).handler(behindProxy())).status).toBe(200);
  });

  it('is not confused by forged forwarded headers', async () => {
    const { handler } = handlerOver(api, { trustProxy: true });
    for (const host of ['a b', 'evil.example/x?', '@evil.example', '']) {
      const headers = { Origin: EVIL, 'X-Forwarded-Host': host, 'X-Forwarded-Proto': 'javascript' };
      expect((await handler(post('/logout', {}, headers))).status).toBe(403);
    }
  });

  it('believes the browser’s own Sec-Fetch-Site behind a proxy that rewrites the host', async () => {
    const { handler } = handlerOver(api);
    const headers = { Origin: 'http://localhost:5173', 'Sec-Fetch-Site': 'same-origin' };
    expect((await handler(post('/otp/send', { email: EMAIL }, headers))).status).toBe(200);
  });
});

describe('secrets', () => {
  it('reach no answer, log or error, whatever the API does', async () => {
    const consoles = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      vi.spyOn(console, level).mockReturnValue(),
    );
    const session = api.addSession();
    const { handler, errors } = handlerOver(api, { cookie: true, timeout: 40 });
    const quiet = handlerOver(api, { onError: undefined, timeout: 40 }).handler;
    const faults: Fault[] = [
      { status: 500 },
      { status: 400 },
      { status: 401 },
      { status: 403 },
      { status: 429 },
      'hang',
      'drop',
    ];
    faults.push(
      { status: 200, body: `{"canary": "${session.token}"` },
      { status: 200, body: `{"session_jwt": "${session.token}"}` },
    );
    const endpoints: Record<string, Endpoint> = {
      '/otp/send': 'send',
      '/otp/verify': 'verifyCode',
      '/session/refresh': 'verifySession',
      '/logout': 'delete',
    };
    const answers: string[] = [];
    for (const target of [handler, quiet]) {
      for (const fault of faults) {
        for (const [path, body] of bodies) {
          const endpoint = endpoints[path];
          if (endpoint === undefined) throw new Error(`No endpoint for ${path}`);
          api.fail(endpoint, fault);
          const response = await target(
            post(path, body, { Origin: SITE, Authorization: `Bearer ${session.token}` }),
          );
          answers.push(await response.text(), JSON.stringify([...response.headers]));
        }
      }
    }
    const logged = consoles.flatMap((spy) => spy.mock.calls.flat());
    const reported = errors.flatMap((error) => [
      error.message,
      error.stack,
      JSON.stringify(error),
      String(error.cause),
    ]);
    const everything = [...answers, ...logged, ...reported].join('\n');
    expect(errors.length).toBeGreaterThan(20);
    expect(logged.length).toBeGreaterThan(20);
    for (const secret of [SECRET_KEY, TICKET_SECRET, session.token, 'canary', EMAIL])
      expect(everything).not.toContain(secret);
  });

  it('go to the API in Authorization, and to nowhere it redirects to', async () => {
    const { handler } = handlerOver(api);
    const elsewhere = await startFakeApi();
    api.fail('delete', {
      status: 307,
      headers: { Location: `${elsewhere.url}/v1/auth/sessions/delete` },
    });
    expect((await handler(post('/logout', {}, authorization))).status).toBe(500);
    expect(api.calls[0]?.authorization).toBe(`Bearer ${SECRET_KEY}`);
    expect(elsewhere.calls).toEqual([]);
    await elsewhere.stop();
  });

  it('cannot be used to inject headers', async () => {
    const { handler } = handlerOver(api);
    api.fail('send', { status: 429, headers: { 'Retry-After': '1, Set-Cookie: a=b' } });
    const response = await handler(post('/otp/send', { email: EMAIL }));
    expect(response.status).toBe(429);
    expect(response.headers.has('Retry-After')).toBe(false);
  });
});
