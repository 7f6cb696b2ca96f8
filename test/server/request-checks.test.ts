import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CODE, EMAIL, startFakeApi } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { handlerOver, post, read, SITE } from './support/handler.js';
import { authorization, bodies } from './support/requests.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());

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
