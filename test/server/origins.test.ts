import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EMAIL, startFakeApi } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { handlerOver, post, read, SITE } from './support/handler.js';
import { authorization, bodies } from './support/requests.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());

const EVIL = 'https://evil.example';

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

  it('lets pages of allowed origins send headers of their own, and nobody else', async () => {
    const { handler } = handlerOver(api, { allowedOrigins: ['https://other.example'] });
    const preflight = (origin: string, asked: string): Request =>
      new Request(`${SITE}/api/auth/session`, {
        method: 'OPTIONS',
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'GET',
          'Access-Control-Request-Headers': asked,
        },
      });
    const allowed = async (asked: string) =>
      (await handler(preflight('https://other.example', asked))).headers.get(
        'Access-Control-Allow-Headers',
      );
    expect(await allowed('X-Tenant,content-type, x-csrf-token')).toBe(
      'authorization, content-type, x-tenant, x-csrf-token',
    );
    expect(await allowed(`x y, "z", ${'x'.repeat(101)},,é`)).toBe('authorization, content-type');
    const refused = await handler(preflight(EVIL, 'x-tenant'));
    expect(refused.headers.has('Access-Control-Allow-Headers')).toBe(false);
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
