import { describe, expect, test } from 'vitest';
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
    { user: false },
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
  expect(init).toMatchObject({ method: 'POST', keepalive, signal, credentials: 'include' });
  expect(init?.cache).toBe('no-store');
  expect(init?.headers).toEqual(headers);
  expect(JSON.parse(init?.body as string)).toEqual(body);
});

type Api = ReturnType<typeof createBackend>;
const verbs = {
  sendCode: (api: Api) => api.sendCode({ email: 'ada@example.com' }, signal),
  verifyCode: (api: Api) => api.verifyCode({ methodId: 'm', code: '1' }, signal),
  refresh: (api: Api) => api.refresh({ sessionToken: 't' }, signal),
  'revoke by ticket': (api: Api) => api.revoke({ ticket: 'x', age: 0 }, signal),
  'revoke by token': (api: Api) => api.revoke({ sessionToken: 't', scope: 'session' }, signal),
};
const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const redirected = () =>
  Object.defineProperty(Response.json({ success: true, methodId: 'm' }), 'redirected', {
    value: true,
  });

describe.each(Object.entries(verbs))('%s believes the handler alone', (_name, call) => {
  test.each([
    ["a service worker's offline page", () => new Response('<h1>Offline</h1>'), 'foreign_answer'],
    ['a login page behind a redirect', redirected, 'foreign_answer'],
    ['an empty success', () => new Response(null, { status: 204 }), 'foreign_answer'],
    ['an opaque answer', () => Response.error(), 'foreign_answer'],
    ["a proxy's 404", () => new Response('Not Found', { status: 404 }), 'http_404'],
    ["a proxy's 410", () => new Response('', { status: 410 }), 'http_410'],
    ["a CDN's 403 page", () => new Response('<html>', { status: 403 }), 'http_403'],
    ['a basic-auth page', () => new Response('', { status: 401 }), 'http_401'],
    ['maintenance', () => new Response('<html>', { status: 503 }), 'http_503'],
    ['foreign JSON', () => Response.json({ message: 'no route' }, { status: 404 }), 'http_404'],
    [
      'JSON with a foreign code',
      () => Response.json({ error: 'x', code: 'nope' }, { status: 403 }),
      'http_403',
    ],
    [
      'a route of ours that is not there',
      () => Response.json({ error: 'x', code: 'route_not_found' }, { status: 404 }),
      'route_not_found',
    ],
  ])('%s is no answer', async (_, answer, code) => {
    const error = await errorOf(call(backend(answer).api));
    expect(error).not.toBeInstanceOf(BackendError);
    expect(error).toMatchObject({ name: 'NoAnswerError', code });
  });
});

test.each(['sendCode', 'revoke by ticket', 'revoke by token'] as const)(
  '%s: a success of somebody else is none',
  async (name) => {
    const { api } = backend(() => Response.json({ ok: true }));
    const error = await errorOf(verbs[name](api));
    expect(error).toMatchObject({ name: 'NoAnswerError', code: 'foreign_answer' });
  },
);

test.each([
  ['code_refused', 400],
  ['session_ended', 401],
  ['ticket_refused', 401],
  ['ticket_expired', 401],
  ['rate_limited', 429],
  ['unavailable', 503],
])('the error %s of the handler is a BackendError', async (code, status) => {
  const { api } = backend(() => Response.json({ error: 'Words', code }, { status }));
  const error = await errorOf(api.revoke({ ticket: 'x', age: 0 }, signal));
  expect(error).toBeInstanceOf(BackendError);
  expect(error).toMatchObject({ status, code });
});

test('a refresh ends a session by the one word that means it', async () => {
  const answer = (code: string) => () => Response.json({ error: 'Words', code }, { status: 401 });
  const ended = await errorOf(verbs.refresh(backend(answer('session_ended')).api));
  expect(ended).toBeInstanceOf(BackendError);
  const refused = await errorOf(verbs.refresh(backend(answer('ticket_refused')).api));
  expect(refused).toMatchObject({ name: 'NoAnswerError' });
});

test('a network failure passes through as it is', async () => {
  const { api } = backend(() => Promise.reject(new TypeError('fetch failed')));
  await expect(api.sendCode({ email: 'a@b' }, signal)).rejects.toThrow(TypeError);
});

describe('an answer to a refresh that names a session', () => {
  const refresh = (answer: unknown) =>
    backend(() => Response.json(answer)).api.refresh(
      { sessionToken: 't', sessionId: 'session_1' },
      signal,
    );

  test('of another one: the cookie is that one’s by now, and this one has ended', async () => {
    const error: unknown = await refresh({ ...grant, sessionId: 'session_2' }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(BackendError);
    expect(error).toMatchObject({ status: 401, code: 'session_ended' });
  });

  test.each([[{ status: 'ok' }], [{ sessionId: 7 }]])(
    'none, as %j of a gateway: it ends nothing, and the engine finds that it is no grant',
    async (answer) => {
      expect(await refresh(answer)).toEqual(answer);
    },
  );
});
