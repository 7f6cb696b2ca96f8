import { expect, test, vi } from 'vitest';
import type { AuthOptions } from '../../src/engine/index.js';
import { createFakeBackend } from '../../src/testing/kit/fake-backend.js';
import { respondWith } from '../../src/testing/kit/respond-with.js';
import { createDevice, viewOf } from '../support/device.js';

/** An engine over the wire, and what each of its requests carried. */
async function openApp(options: Pick<AuthOptions, 'headers' | 'credentials'>) {
  const fake = createFakeBackend();
  const requests: { route: string; headers: Headers; credentials: unknown }[] = [];
  const reported = vi.fn<(error: unknown) => void>();
  const network: typeof fetch = async (input, init) => {
    const route = new URL(input as string, 'http://app.test').pathname.replace('/api/auth', '');
    const headers = new Headers(init?.headers);
    requests.push({ route, headers, credentials: init?.credentials });
    const authorization = headers.get('authorization');
    const answer = await respondWith(fake, { route, body: init?.body as string, authorization });
    if (!answer) throw new TypeError('Failed to fetch');
    return Response.json(answer.body, { status: answer.status });
  };
  const device = createDevice();
  const openTab = (ahead = 0) =>
    device.openTab({
      ...options,
      backend: 'https://auth.example.com/api/auth',
      environment: {
        fetch: network,
        reportError: reported,
        clock: { ...device.environment().environment.clock, now: () => Date.now() + ahead },
      },
    }).auth;
  const auth = openTab();
  await viewOf(auth, (view) => view.ready);
  const signIn = async () => {
    const { methodId } = await auth.sendCode({ email: 'ada@example.com' });
    await auth.signIn({ methodId, code: fake.code });
  };
  const live = async () => {
    await signIn();
    expect(await auth.check()).toBe('live');
    await auth.logout();
  };
  return { auth, fake, openTab, requests, reported, signIn, live };
}

test.each([
  ['an object', { 'X-Tenant': 'acme' }],
  ['a function', () => ({ 'X-Tenant': 'acme' })],
])('headers of the app go along with each request: %s', async (_, headers) => {
  const { requests, live } = await openApp({ headers });
  await live();
  const routes = requests.map(({ route }) => route);
  expect(routes).toEqual(['/otp/send', '/otp/verify', '/session/refresh', '/logout']);
  for (const request of requests) {
    expect(request.headers.get('x-tenant')).toBe('acme');
    expect(request.headers.get('content-type')).toBe('application/json');
    expect(request.credentials).toBe('include');
  }
  expect(requests[2]?.headers.get('authorization')).toMatch(/^Bearer ./);
});

test('a function is asked anew for each request, and may give none', async () => {
  let tenants = 0;
  const { requests, live } = await openApp({
    headers: () => ((tenants += 1) > 1 ? { 'x-tenant': String(tenants) } : undefined),
  });
  await live();
  expect(requests.map(({ headers }) => headers.get('x-tenant'))).toEqual([null, '2', '3', '4']);
});

test.each(['include', 'same-origin', 'omit'] as const)('credentials: %s', async (credentials) => {
  const { requests, live } = await openApp({ credentials });
  await live();
  expect(new Set(requests.map((request) => request.credentials))).toEqual(new Set([credentials]));
});

test.each([
  [
    'throws',
    () => {
      throw new Error('no tenant');
    },
    'no tenant',
  ],
  ['gives what no request can carry', () => ({ 'x tenant': 'acme' }), 'headers.x tenant'],
  ["gives what is the engine's", () => ({ Authorization: 'Bearer x' }), 'headers.Authorization'],
])('a function that %s is reported, and loses no logout', async (_, broken, says) => {
  let isBroken = false;
  const { auth, reported, signIn, fake, openTab } = await openApp({
    headers: () => (isBroken ? broken() : {}),
  });
  await signIn();
  isBroken = true;
  await expect(auth.logout()).rejects.toMatchObject({ code: 'revocation_queued' });
  expect(auth.getView().isAuthenticated).toBe(false);
  expect(String(reported.mock.calls[0]?.[0])).toContain(says);
  expect(fake.sessionsOf('ada@example.com')).toBe(1);
  isBroken = false;
  openTab(600_000);
  await expect.poll(() => fake.sessionsOf('ada@example.com'), { timeout: 30_000 }).toBe(0);
});
