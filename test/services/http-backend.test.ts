import { expect, test } from 'vitest';
import { BackendError, createBackend } from '../../src/services/index.js';

const grant = {
  user: { id: 'user_1', email: 'ada@example.com', createdAt: 1 },
  sessionToken: 't',
  sessionJwt: 'j',
  jwtExpiresAt: 2,
  expiresAt: 3,
};

function backend(response: () => Response | Promise<Response>) {
  const requests: [string, RequestInit | undefined][] = [];
  const fetch = (async (url: string, init?: RequestInit) => {
    requests.push([url, init]);
    return response();
  }) as typeof globalThis.fetch;
  return { requests, api: createBackend('/api/auth', fetch) };
}

const { signal } = new AbortController();
const json = { 'content-type': 'application/json' };

test.each([
  [
    'sendCode',
    { methodId: 'm' },
    (api: ReturnType<typeof createBackend>) => api.sendCode({ email: 'ada@example.com' }, signal),
    '/api/auth/otp/send',
    { email: 'ada@example.com' },
    json,
    false,
  ],
  [
    'verifyCode',
    grant,
    (api: ReturnType<typeof createBackend>) => api.verifyCode({ methodId: 'm', code: '1' }, signal),
    '/api/auth/otp/verify',
    { methodId: 'm', code: '1' },
    json,
    false,
  ],
  [
    'refresh',
    grant,
    (api: ReturnType<typeof createBackend>) => api.refresh({ sessionToken: 't' }, signal),
    '/api/auth/session/refresh',
    {},
    { ...json, authorization: 'Bearer t' },
    false,
  ],
  [
    'revoke by ticket',
    { success: true },
    (api: ReturnType<typeof createBackend>) => api.revoke({ ticket: 'x', age: 7 }, signal),
    '/api/auth/logout',
    { ticket: 'x', age: 7 },
    json,
    true,
  ],
  [
    'revoke by token',
    { success: true },
    (api: ReturnType<typeof createBackend>) =>
      api.revoke({ sessionToken: 't', scope: 'everywhere' }, signal),
    '/api/auth/logout',
    { scope: 'everywhere' },
    { ...json, authorization: 'Bearer t' },
    true,
  ],
] as const)('%s speaks the wire', async (name, answer, call, url, body, headers, keepalive) => {
  const { requests, api } = backend(() => Response.json(answer));
  const result = await call(api);
  expect(result).toEqual(name.startsWith('revoke') ? undefined : answer);
  expect(requests).toHaveLength(1);
  const [target, init] = requests[0] ?? [];
  expect(target).toBe(url);
  expect(init).toMatchObject({ method: 'POST', keepalive, signal });
  expect(init?.headers).toEqual(headers);
  expect(JSON.parse(init?.body as string)).toEqual(body);
});

test('a success without a body is a success', async () => {
  const { api } = backend(() => new Response(null, { status: 204 }));
  await expect(api.revoke({ ticket: 'x', age: 0 }, signal)).resolves.toBeUndefined();
});

test.each([
  [
    'its own code',
    Response.json({ error: 'Code refused', code: 'code_refused' }, { status: 400 }),
    400,
    'code_refused',
  ],
  ['no code', Response.json({ error: 'Session ended' }, { status: 401 }), 401, 'http_401'],
  ['a code that is no string', Response.json({ code: 7 }, { status: 429 }), 429, 'http_429'],
  ['HTML', new Response('<h1>Bad gateway</h1>', { status: 502 }), 502, 'http_502'],
  ['nothing', new Response(null, { status: 503 }), 503, 'http_503'],
])('an answer with %s is a BackendError', async (_, response, status, code) => {
  const { api } = backend(() => response);
  const error: unknown = await api
    .refresh({ sessionToken: 't' }, signal)
    .catch((each: unknown) => each);
  expect(error).toBeInstanceOf(BackendError);
  expect(error).toMatchObject({ status, code });
});

test('a network failure passes through as it is', async () => {
  const { api } = backend(() => Promise.reject(new TypeError('fetch failed')));
  await expect(api.sendCode({ email: 'a@b' }, signal)).rejects.toThrow(TypeError);
});
