import { afterEach, expect, test, vi } from 'vitest';
import { viewOf } from '../support/device.js';
import { deferred, errorOf, nextNotice, noticesOf, openSignedIn } from './support/tab.js';
import { fakeTime } from './support/time.js';

afterEach(() => {
  vi.useRealTimers();
});

test.each([
  ['returns false', () => false],
  ['resolves to false', () => Promise.resolve(false)],
])('one that %s cancels the logout: nothing happens', async (_, guard) => {
  const { auth, server, device } = await openSignedIn();
  const before = { view: auth.getView(), disk: await device.dump(), posted: device.posted.length };
  const notices = noticesOf(auth);
  auth.addLogoutGuard(guard, 'unsaved');
  expect(await errorOf(auth.logout())).toMatchObject({
    code: 'cancelled',
    device: null,
    server: null,
  });
  expect(notices).toEqual([{ type: 'logoutCancelled', by: 'unsaved' }]);
  expect(auth.getView()).toBe(before.view);
  expect(await device.dump()).toEqual(before.disk);
  expect(device.posted).toHaveLength(before.posted);
  expect(device.items.get('moonkey:pk_test_1:signed-out') ?? '[]').toBe('[]');
  expect(server.countOf('revoke')).toBe(0);
});

test.each([
  ['true', true],
  ['nothing', undefined],
  ['null', null],
  ['0', 0],
])('one that returns %s lets the user go', async (_, answer) => {
  const { auth } = await openSignedIn();
  auth.addLogoutGuard(() => answer);
  await auth.logout();
  expect(auth.getView().status).toBe('loggedOut');
});

test('while it is asked the user stays, and calls share the promise', async () => {
  const { auth } = await openSignedIn();
  const answer = deferred<boolean>();
  const guard = vi.fn<() => Promise<boolean>>(() => answer.promise);
  auth.addLogoutGuard(guard);
  const first = auth.logout();
  expect(auth.logout()).toBe(first);
  expect(auth.getView().isAuthenticated).toBe(true);
  await vi.waitFor(() => expect(guard).toHaveBeenCalledOnce());
  answer.resolve(true);
  await first;
  expect(guard).toHaveBeenCalledOnce();
});

test('two are asked in order, and a veto spares the second', async () => {
  const { auth } = await openSignedIn();
  const calls: string[] = [];
  let veto = true;
  auth.addLogoutGuard(async () => {
    calls.push('first asked');
    await Promise.resolve();
    calls.push('first answered');
    return !veto;
  });
  auth.addLogoutGuard(() => void calls.push('second asked'));
  await errorOf(auth.logout());
  expect(calls).toEqual(['first asked', 'first answered']);
  calls.length = 0;
  veto = false;
  await auth.logout();
  expect(calls).toEqual(['first asked', 'first answered', 'second asked']);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('broken');
    },
  ],
  ['rejects', () => Promise.reject(new Error('broken'))],
])('one that %s is reported and does not hold the logout back', async (_, guard) => {
  const { auth } = await openSignedIn();
  const notices = noticesOf(auth);
  auth.addLogoutGuard(guard, 'broken');
  await auth.logout();
  expect(notices).toContainEqual({ type: 'guardFailed', name: 'broken', code: 'threw' });
});

test('no answer is not a yes: cancelled within the bound, and its signal aborts', async () => {
  const { auth } = await openSignedIn({ timeouts: { guardTimeout: 700 } });
  fakeTime();
  const notices = noticesOf(auth);
  let heard: AbortSignal | undefined;
  auth.addLogoutGuard(({ signal }) => {
    heard = signal;
    return new Promise(() => {});
  }, 'silent');
  const error = errorOf(auth.logout());
  await vi.advanceTimersByTimeAsync(699);
  expect(heard?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await error).toMatchObject({ code: 'cancelled' });
  expect(heard?.aborted).toBe(true);
  expect(notices).toEqual([{ type: 'logoutCancelled', by: 'timeout' }]);
  expect(auth.getView().isAuthenticated).toBe(true);
});

test('a logout elsewhere does not wait for it: the promise settles all the same', async () => {
  const { auth, device, server } = await openSignedIn();
  const other = device.openTab({ backend: server.backend });
  await viewOf(other.auth, (view) => view.isAuthenticated);
  auth.addLogoutGuard(() => new Promise(() => {}), 'silent');
  const waiting = auth.logout();
  const gone = nextNotice(auth, 'loggedOut');
  await other.auth.logout();
  expect(await gone).toMatchObject({ reason: 'loggedOutElsewhere' });
  await waiting;
  expect(auth.getView().status).toBe('loggedOut');
});

test('one is named after its function where it has no other name, and can be removed', async () => {
  const { auth } = await openSignedIn();
  const remove = auth.addLogoutGuard(function draftGuard() {
    return false;
  });
  const cancelled = nextNotice(auth, 'logoutCancelled');
  await errorOf(auth.logout());
  expect(await cancelled).toMatchObject({ by: 'draftGuard' });
  remove();
  await auth.logout();
});
