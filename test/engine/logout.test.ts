import { afterEach, expect, test, vi } from 'vitest';
import { LogoutError } from '../../src/engine/index.js';
import { BackendError } from '../../src/services/index.js';
import { viewOf } from '../support/device.js';
import { breakable } from './support/raw-disk.js';
import { createDevice, createServer, signIn } from '../support/device.js';
import { errorOf, noticesOf, openSignedIn, openTab } from './support/tab.js';
import { fakeTime } from './support/time.js';

afterEach(() => {
  vi.useRealTimers();
});

test('calls while one is in progress return the same promise', async () => {
  const { auth, server } = await openSignedIn();
  const release = server.hold();
  const first = auth.logout();
  const second = auth.logout();
  expect(second).toBe(first);
  release();
  await first;
  expect(server.countOf('revoke')).toBe(1);
  expect(auth.getView().status).toBe('loggedOut');
});

test('an event handler may be the verb itself: arguments are ignored', async () => {
  const { auth, server } = await openSignedIn();
  const { logout } = auth as { logout: (event: unknown) => Promise<void> };
  await logout({ type: 'click', scope: 'everywhere', guarded: true });
  expect(server.calls.at(-1)).toMatchObject({
    verb: 'revoke',
    argument: { ticket: expect.stringMatching(/^ticket-/) as string },
  });
});

test('a caller that ignores the promise causes no unhandled rejection', async () => {
  const unhandled = vi.fn<() => void>();
  process.on('unhandledRejection', unhandled);
  try {
    const { auth, server } = await openSignedIn();
    server.script.revoke = 'network';
    void auth.logout();
    await viewOf(auth, (view) => view.status === 'loggedOut');
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).not.toHaveBeenCalled();
  } finally {
    process.off('unhandledRejection', unhandled);
  }
});

test('nobody is shown in the very tick of the call, and the tombstone is up', async () => {
  const { auth, device } = await openSignedIn();
  const views: string[] = [];
  auth.subscribe((view) => void views.push(view.status));
  const { generation } = auth.actor.getSnapshot().context.session ?? {};
  void auth.logout();
  expect(auth.getView()).toMatchObject({
    status: 'loggingOut',
    isAuthenticated: false,
    user: null,
  });
  expect(views).toEqual(['loggingOut']);
  expect(device.items.get('moonkey:pk_test_1:signed-out')).toContain(generation);
  expect(device.posted).toContainEqual({
    type: 'signedOut',
    generation,
    sessionId: 'sess_1',
    scope: 'session',
  });
  await viewOf(auth, (view) => view.status === 'loggedOut');
});

test('when nobody is signed in it resolves at once and asks nobody', async () => {
  const { auth, server } = await openTab();
  const notices = noticesOf(auth);
  await auth.logout();
  expect(notices).toEqual([]);
  expect(server.calls).toEqual([]);
});

test('before the start has ended it logs out whoever is on disk', async () => {
  const { auth, device, server } = await openSignedIn();
  auth.dispose();
  const again = device.openTab({ backend: server.backend });
  expect(again.auth.getView().status).toBe('initializing');
  await again.auth.logout();
  expect(again.auth.getView()).toMatchObject({ status: 'loggedOut', reason: 'logout' });
  expect(await device.dump()).toEqual({ keys: [], revocations: [], session: [] });
  expect(server.sessions.size).toBe(0);
});

test.each([
  ['network', 'revocation_queued', 'queued'],
  [500, 'revocation_queued', 'queued'],
  [503, 'revocation_queued', 'queued'],
  [429, 'revocation_queued', 'queued'],
  [401, 'revocation_refused', 'refused'],
  [403, 'revocation_refused', 'refused'],
  [400, 'revocation_refused', 'refused'],
] as const)('the server answers %s: %s', async (outcome, code, server) => {
  const tab = await openSignedIn();
  tab.server.script.revoke = outcome;
  const notices = noticesOf(tab.auth);
  const error = await errorOf(tab.auth.logout());
  expect(error).toBeInstanceOf(LogoutError);
  expect(error).toMatchObject({ name: 'LogoutError', code, device: 'cleared', server });
  expect(notices).toContainEqual({
    type: 'loggedOut',
    reason: 'logout',
    device: 'cleared',
    server,
  });
  const { session, keys, revocations } = await tab.device.dump();
  expect([session, keys]).toEqual([[], []]);
  expect(revocations).toHaveLength(server === 'queued' ? 1 : 0);
});

test.each([404, 410] as const)(
  'the server answers %s: it knows the session no more',
  async (status) => {
    const { auth, server, device } = await openSignedIn();
    server.script.revoke = status;
    await auth.logout();
    expect((await device.dump())['revocations']).toEqual([]);
  },
);

test('the server never answers: queued within the bound', async () => {
  const { auth, server } = await openSignedIn();
  fakeTime();
  server.script.revoke = 'hang';
  const logout = errorOf(auth.logout());
  await viewOf(auth, (view) => view.status === 'loggingOut' && view.device === 'cleared');
  await vi.advanceTimersByTimeAsync(4_999);
  expect(auth.getView().status).toBe('loggingOut');
  await vi.advanceTimersByTimeAsync(1);
  expect(await logout).toMatchObject({ code: 'revocation_queued', server: 'queued' });
});

test('the disk fails: device_not_cleared, and no later start restores the session', async () => {
  const device = createDevice();
  const server = createServer();
  const disk = breakable(device.indexedDB);
  const { auth } = device.openTab({
    backend: server.backend,
    environment: { indexedDB: disk.factory },
  });
  await signIn(auth);
  disk.break();
  const notices = noticesOf(auth);
  const error = await errorOf(auth.logout());
  expect(error).toMatchObject({ code: 'device_not_cleared', device: 'failed' });
  expect(auth.getView()).toMatchObject({ isAuthenticated: false, user: null });
  expect(notices).toContainEqual({
    type: 'storageFault',
    code: 'connection_lost',
    operation: 'clear',
  });
  auth.dispose();

  disk.heal();
  expect((await device.dump())['session']).toHaveLength(1);
  const again = device.openTab({ backend: server.backend });
  const view = await viewOf(again.auth, ({ ready }) => ready);
  expect(view).toMatchObject({ status: 'loggedOut', reason: 'loggedOutElsewhere' });
  await viewOf(again.auth, ({ pendingRevocations }) => pendingRevocations === 0);
  await vi.waitFor(async () =>
    expect(await device.dump()).toEqual({ keys: [], revocations: [], session: [] }),
  );
  expect(server.sessions.size).toBe(0);
});

test('without tickets the token itself revokes, and never touches the disk', async () => {
  const { auth, server, device } = await openTab();
  server.tickets = false;
  await signIn(auth);
  server.script.revoke = 'network';
  const error = await errorOf(auth.logout());
  expect(error).toMatchObject({ code: 'revocation_queued', device: 'cleared' });
  expect(await device.dump()).toEqual({ keys: [], revocations: [], session: [] });
  await viewOf(auth, ({ pendingRevocations }) => pendingRevocations === 1);
});

test('a ticket that is refused does not keep the token from revoking', async () => {
  const device = createDevice();
  const server = createServer();
  const proofs: string[] = [];
  const backend: typeof server.backend = {
    ...server.backend,
    async revoke(proof, signal) {
      proofs.push(Object.keys(proof)[0] ?? '');
      if ('ticket' in proof) throw new BackendError(401, 'ticket_refused');
      return server.backend.revoke(proof, signal);
    },
  };
  const { auth } = device.openTab({ backend });
  await viewOf(auth, ({ ready }) => ready);
  await signIn(auth);
  await auth.logout();
  expect(proofs).toEqual(['ticket', 'sessionToken']);
  expect(server.sessions.size).toBe(0);
});
