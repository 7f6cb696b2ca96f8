import { afterEach, expect, test, vi } from 'vitest';
import type { Auth } from '../../src/engine/index.js';
import { createFakeBackend } from '../../src/testing/kit/fake-backend.js';
import { respondWith } from '../../src/testing/kit/respond-with.js';
import { createDevice, viewOf } from '../support/device.js';

afterEach(() => vi.restoreAllMocks());

/** An app that has put a `fetch` in the place of the global one: it adds the JWT to whatever is sent. */
async function openApp() {
  const fake = createFakeBackend();
  const added: (string | undefined)[] = [];
  const network: typeof fetch = async (input, init) => {
    const { pathname } = new URL(input as string, 'http://app.test');
    const answer = await respondWith(fake, {
      route: pathname.replace('/api/auth', ''),
      body: init?.body as string,
      authorization: new Headers(init?.headers).get('authorization'),
    });
    if (!answer) throw new TypeError('Failed to fetch');
    return Response.json(answer.body, { status: answer.status });
  };
  const app: { auth?: Auth } = {};
  const appFetch: typeof fetch = async (input, init) => {
    const tokens = await app.auth?.getSessionTokens();
    added.push(tokens?.sessionJwt);
    return network(input, init);
  };
  const { auth } = createDevice().openTab({
    backend: '/api/auth',
    environment: { fetch: appFetch },
  });
  app.auth = auth;
  await viewOf(auth, (view) => view.ready);
  const signIn = async () => {
    const { methodId } = await auth.sendCode({ email: 'ada@example.com' });
    await auth.signIn({ methodId, code: fake.code });
  };
  return { auth, fake, added, signIn };
}

test('a global fetch that asks for tokens does not make a refresh wait for itself', async () => {
  const { auth, added, signIn } = await openApp();
  await signIn();
  const before = await auth.getSessionTokens();
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + 3_600_000);
  const after = await auth.getSessionTokens({ refresh: true });
  expect(after).not.toHaveProperty('isStale');
  expect(after?.sessionJwt).not.toBe(before?.sessionJwt);
  expect(new Set(added)).toEqual(new Set([undefined]));
});
