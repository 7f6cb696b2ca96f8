import { afterEach, expect, test, vi } from 'vitest';
import { viewOf } from '../support/device.js';
import { deferred, noticesOf, openSignedIn } from './support/tab.js';
import { fakeTime } from './support/time.js';

afterEach(() => {
  vi.useRealTimers();
});

test('they run at once, are awaited, and see nobody signed in', async () => {
  const { auth } = await openSignedIn();
  const gate = deferred();
  const calls: string[] = [];
  auth.addCleaner('slow', async () => {
    calls.push(`slow, signed in: ${auth.getView().isAuthenticated}`);
    await gate.promise;
    calls.push('slow done');
  });
  auth.addCleaner('quick', () => void calls.push('quick'));
  const logout = auth.logout();
  await viewOf(auth, (view) => view.status === 'loggingOut' && view.server === 'revoked');
  expect(calls).toEqual(['slow, signed in: false', 'quick']);
  expect(auth.getView()).toMatchObject({ status: 'loggingOut', app: null });
  gate.resolve();
  await logout;
  expect(calls.at(-1)).toBe('slow done');
});

test('where there are none, nothing but the disk comes before it is clear', async () => {
  const { auth } = await openSignedIn();
  const views: unknown[] = [];
  auth.subscribe((view) => void views.push('device' in view ? [view.device, view.app] : null));
  await auth.logout();
  expect(views.slice(0, 2)).toEqual([
    [null, null],
    ['cleared', null],
  ]);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('secret detail');
    },
  ],
  ['rejects', () => Promise.reject(new Error('secret detail'))],
])('one that %s is reported by its name; the logout still resolves', async (_, cleaner) => {
  const { auth } = await openSignedIn();
  const notices = noticesOf(auth);
  auth.addCleaner('broken', cleaner);
  const fine = vi.fn<() => void>();
  auth.addCleaner('fine', fine);
  await auth.logout();
  expect(fine).toHaveBeenCalledOnce();
  const failures = notices.filter(({ type }) => type === 'cleanupFailed');
  expect(failures).toEqual([{ type: 'cleanupFailed', name: 'broken', code: 'threw' }]);
});

test('one that hangs is reported by its own name within its bound, and told to stop', async () => {
  const { auth } = await openSignedIn({ timeouts: { cleanupTimeout: 400 } });
  fakeTime();
  const notices = noticesOf(auth);
  let heard: AbortSignal | undefined;
  auth.addCleaner('stuck', ({ signal }) => {
    heard = signal;
    return new Promise(() => {});
  });
  const logout = auth.logout();
  await viewOf(auth, (view) => view.status === 'loggingOut' && view.server === 'revoked');
  expect(heard?.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(399);
  expect(auth.getView().status).toBe('loggingOut');
  await vi.advanceTimersByTimeAsync(1);
  await logout;
  expect(heard?.aborted).toBe(true);
  const failures = notices.filter(({ type }) => type === 'cleanupFailed');
  expect(failures).toEqual([{ type: 'cleanupFailed', name: 'stuck', code: 'timed_out' }]);
});

test('a removed one is not run, and two may share a name', async () => {
  const { auth } = await openSignedIn();
  const [kept, twin, removed] = [vi.fn<() => void>(), vi.fn<() => void>(), vi.fn<() => void>()];
  auth.addCleaner('cache', kept);
  auth.addCleaner('cache', twin);
  auth.addCleaner('cache', removed)();
  await auth.logout();
  expect([kept, twin, removed].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 0]);
});

test('they run when the session ends by itself, too', async () => {
  const { auth, server } = await openSignedIn({ timeouts: { refreshTimeout: 1_000 } });
  const cleaner = vi.fn<() => void>();
  auth.addCleaner('cache', cleaner);
  server.script.refresh = 401;
  auth.actor.send({ type: 'REFRESH' });
  await viewOf(auth, (view) => view.status === 'loggedOut');
  expect(cleaner).toHaveBeenCalledOnce();
});
