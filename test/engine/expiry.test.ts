import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signIn, viewOf } from '../support/device.js';
import { nextNotice, openTab } from './support/tab.js';
import { fakeTime } from './support/time.js';

beforeEach(() => {
  fakeTime();
});
afterEach(() => {
  vi.useRealTimers();
});

const DAY = 86_400_000;
/** A page that nobody looks at asks for nothing by itself. */
const unwatched = { environment: { page: undefined } };

test('a session ends at its time, here and on the disk; its ticket is sent all the same', async () => {
  const { auth, server, device } = await openTab(unwatched);
  server.sessionLife = 3_600;
  vi.setSystemTime(Math.ceil(Date.now() / 1000) * 1000);
  await signIn(auth);
  const { expiresAt = 0 } = auth.actor.getSnapshot().context.session ?? {};
  const gone = nextNotice(auth, 'loggedOut');
  await vi.advanceTimersByTimeAsync(expiresAt - Date.now() - 1);
  expect(auth.getView().isAuthenticated).toBe(true);
  await vi.advanceTimersByTimeAsync(1);
  expect(auth.getView()).toMatchObject({ isAuthenticated: false, user: null });
  expect(await gone).toMatchObject({ reason: 'expired', device: 'cleared', server: 'notNeeded' });
  await vi.waitFor(() => expect(server.countOf('revoke')).toBe(1));
  await vi.waitFor(async () =>
    expect(await device.dump()).toEqual({ keys: [], revocations: [], session: [] }),
  );
});

test('a session longer than a platform timer can wait does not end early', async () => {
  const { auth, server } = await openTab(unwatched);
  server.sessionLife = 366 * 86_400;
  await signIn(auth);
  for (let month = 0; month < 12; month += 1) await vi.advanceTimersByTimeAsync(30 * DAY);
  expect(auth.getView().isAuthenticated).toBe(true);
  const gone = nextNotice(auth, 'loggedOut');
  await vi.advanceTimersByTimeAsync(7 * DAY);
  expect(await gone).toMatchObject({ reason: 'expired' });
});

test('a refresh that extends the session moves its end', async () => {
  const { auth, server } = await openTab(unwatched);
  server.sessionLife = 600;
  await signIn(auth);
  server.sessionLife = 7_200;
  const refreshed = nextNotice(auth, 'refreshed');
  auth.actor.send({ type: 'REFRESH' });
  await refreshed;
  await vi.advanceTimersByTimeAsync(700_000);
  expect(auth.getView().isAuthenticated).toBe(true);
  const gone = nextNotice(auth, 'loggedOut');
  await vi.advanceTimersByTimeAsync(7_200_000);
  expect(await gone).toMatchObject({ reason: 'expired' });
});

test('a device that slept past the end finds out when it wakes', async () => {
  const { auth, server, fire } = await openTab();
  server.sessionLife = 3_600;
  await signIn(auth);
  vi.setSystemTime(Date.now() + 2 * 3_600_000);
  expect(auth.getView().isAuthenticated).toBe(true);
  fire('visibilitychange');
  expect(auth.getView().isAuthenticated).toBe(false);
  expect(await viewOf(auth, ({ status }) => status === 'loggedOut')).toMatchObject({
    reason: 'expired',
  });
});
