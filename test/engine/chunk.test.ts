import { beforeEach, expect, test, vi } from 'vitest';
import { createAuth, EngineUnavailableError } from '../../src/engine/index.js';
import { createDevice, createServer, viewOf } from '../support/device.js';
import { errorOf, openSignedIn } from './support/tab.js';

const chunk = vi.hoisted(() => ({
  fails: 0,
  asked: 0,
  loading: undefined as Promise<never> | undefined,
}));

// As the real one: all who ask at once share one request, and a failure is forgotten.
vi.mock(import('../../src/engine/start/load-protocol.js'), async () => {
  const { createProtocol } = await import('../../src/engine/protocol.js');
  async function load() {
    chunk.asked += 1;
    if (chunk.fails > 0) {
      chunk.fails -= 1;
      throw new TypeError('Failed to fetch dynamically imported module');
    }
    return { createProtocol } as never;
  }
  return {
    loadProtocol: () =>
      (chunk.loading ??= load().catch((error: unknown) => {
        chunk.loading = undefined;
        throw error;
      })),
  };
});

beforeEach(() => {
  Object.assign(chunk, { fails: 0, asked: 0, loading: undefined });
});

/** A tab whose engine finds the chunk missing this many times; no time has to pass between two. */
function openWithout(times: number, device = createDevice(), server = createServer()) {
  const { environment, fire } = device.environment();
  Object.assign(chunk, { fails: times, loading: undefined });
  const auth = createAuth({
    publishableKey: 'pk_test_1',
    backend: server.backend,
    environment: {
      ...environment,
      clock: {
        ...environment.clock,
        setTimeout: (run, delay) => environment.clock.setTimeout(run, delay === 1000 ? 0 : delay),
      },
    },
  });
  return { auth, fire, device, server };
}

test('a chunk that fails once is asked for again, and nobody notices', async () => {
  const { auth } = openWithout(1);
  expect(await auth.sendCode({ email: 'ada@example.com' })).toHaveProperty('methodId');
  expect(chunk.asked).toBe(2);
});

test.each([
  ['sendCode', (auth) => auth.sendCode({ email: 'ada@example.com' })],
  ['signIn', (auth) => auth.signIn({ methodId: 'ada@example.com', code: '493817' })],
  ['logout', (auth) => auth.logout()],
  ['logoutEverywhere', (auth) => auth.logoutEverywhere()],
  ['getSessionTokens', (auth) => auth.getSessionTokens()],
  ['getPendingRevocations', (auth) => auth.getPendingRevocations()],
] satisfies [string, (auth: ReturnType<typeof createAuth>) => Promise<unknown>][])(
  '%s rejects with a documented error after one retry',
  async (_, call) => {
    const { auth } = openWithout(Infinity);
    const error = await errorOf(call(auth));
    expect(error).toBeInstanceOf(EngineUnavailableError);
    expect(error).toMatchObject({ code: 'engine_unavailable', cause: expect.any(TypeError) });
  },
);

test('a logout before the chunk has come overwrites no tombstone', async () => {
  const device = createDevice();
  const key = 'moonkey:pk_test_1:signed-out';
  const everywhere = JSON.stringify([{ generation: 'unfinished', scope: 'everywhere' }]);
  device.items.set(key, everywhere);
  const { auth } = openWithout(1, device);
  const leaving = auth.logout();
  expect(device.items.get(key)).toBe(everywhere);
  expect(device.items.get(`${key}:*`)).toContain('"*"');
  await leaving;
  expect(device.items.get(key)).toContain('"unfinished"');
});

test('a logout without the chunk stands: the next page finishes it', async () => {
  const { auth: first, device, server } = await openSignedIn();
  first.dispose();
  const { auth } = openWithout(Infinity, device, server);
  const leaving = auth.logout();
  expect(auth.getView().isAuthenticated).toBe(false);
  await errorOf(leaving);
  chunk.fails = 0;
  const { auth: next } = device.openTab({ backend: server.backend });
  await viewOf(next, ({ ready }) => ready);
  expect(next.getView()).toMatchObject({ status: 'loggedOut', reason: 'loggedOutElsewhere' });
  await vi.waitFor(() => expect(server.sessions.size).toBe(0));
});

test('the page recovers when the network does: who is on the disk is shown', async () => {
  const { auth: first, device, server } = await openSignedIn();
  first.dispose();
  const { auth, fire } = openWithout(Infinity, device, server);
  auth.start();
  await viewOf(auth, ({ ready }) => ready);
  expect(auth.getView()).toMatchObject({ status: 'loggedOut', reason: 'storageFailed' });
  chunk.fails = 0;
  await vi.waitFor(() => {
    fire('online');
    expect(auth.getView()).toMatchObject({ user: { email: 'ada@example.com' } });
  });
});

test('the page recovers when the network does: a logout is finished', async () => {
  const { auth: first, device, server } = await openSignedIn();
  first.dispose();
  const { auth, fire } = openWithout(Infinity, device, server);
  await errorOf(auth.logout());
  chunk.fails = 0;
  expect(server.sessions.size).toBe(1);
  await vi.waitFor(() => {
    fire('online');
    expect(server.sessions.size).toBe(0);
  });
  expect(auth.getView().isAuthenticated).toBe(false);
});
