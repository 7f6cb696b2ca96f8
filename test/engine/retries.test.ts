import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDevice, createServer, signIn, viewOf } from '../support/device.js';
import { errorOf } from './support/tab.js';
import { advanceUntil, fakeTime, settle } from './support/time.js';

beforeEach(() => {
  fakeTime();
});
afterEach(() => {
  vi.useRealTimers();
});

test.each(['without tickets', 'without a disk'])(
  'a revocation from memory (%s) that failed is tried again by a timer',
  async (what) => {
    const server = createServer();
    server.tickets = what !== 'without tickets';
    const { auth } = createDevice().openTab({
      backend: server.backend,
      environment: what === 'without a disk' ? { indexedDB: undefined } : {},
    });
    await viewOf(auth, ({ ready }) => ready);
    await signIn(auth);
    server.script.revoke = 'hang';
    const error = errorOf(auth.logout());
    await advanceUntil(() => auth.getView().status === 'loggedOut', 10_000);
    expect(await error).toMatchObject({ code: 'revocation_queued' });
    server.script.revoke = 'ok';
    await advanceUntil(() => server.sessions.size === 0, 15_000);
    await advanceUntil(() => auth.getView().pendingRevocations === 0, 1_000);
  },
);

test.each(['on the disk', 'in memory'])(
  'a revocation %s that failed is tried again after a second, not after its lease',
  async (where) => {
    const server = createServer();
    const { auth } = createDevice().openTab({
      backend: {
        ...server.backend,
        async revoke(...asked) {
          await new Promise((resolve) => setTimeout(resolve, 200));
          return server.backend.revoke(...asked);
        },
      },
      environment: where === 'in memory' ? { indexedDB: undefined } : {},
    });
    await viewOf(auth, ({ ready }) => ready);
    await signIn(auth);
    server.script.revoke = 'network';
    const error = errorOf(auth.logout());
    await advanceUntil(() => auth.getView().status === 'loggedOut', 10_000);
    expect(await error).toMatchObject({ code: 'revocation_queued' });
    server.script.revoke = 'ok';
    await advanceUntil(() => server.sessions.size === 0, 2_500);
  },
);

test('a session of a month makes no timer overflow', async () => {
  const server = createServer();
  server.sessionLife = 60 * 86_400;
  server.tickets = false;
  const device = createDevice();
  const delays: number[] = [];
  const { environment } = device.environment();
  const { auth } = device.openTab({
    backend: server.backend,
    environment: {
      clock: {
        ...environment.clock,
        setTimeout(run, delay) {
          delays.push(delay);
          return environment.clock.setTimeout(run, delay);
        },
      },
    },
  });
  await viewOf(auth, ({ ready }) => ready);
  await signIn(auth);
  server.script.revoke = 'hang';
  const error = errorOf(auth.logout());
  await advanceUntil(() => auth.getView().status === 'loggedOut', 10_000);
  expect(await error).toMatchObject({ code: 'revocation_queued' });
  await settle();
  expect(Math.max(...delays)).toBeLessThan(2 ** 31);
});
