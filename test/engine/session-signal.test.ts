import { expect, test } from 'vitest';
import { closeOnLogout } from '../../src/cleaners/index.js';
import { SECRETS, signIn, viewOf } from '../support/device.js';
import { nextNotice, openSignedIn, openTab } from './support/tab.js';

test('nobody signed in: a signal that has aborted, the same until somebody is', async () => {
  const { auth } = await openTab();
  const { signal } = auth;
  expect(signal.aborted).toBe(true);
  expect(auth.signal).toBe(signal);
  await signIn(auth);
  expect(auth.signal).not.toBe(signal);
  expect(auth.signal.aborted).toBe(false);
});

test('it aborts in the tick of logout(), after the view has changed; the next session has a new one', async () => {
  const { auth } = await openSignedIn();
  const { signal } = auth;
  let shown: string | undefined;
  signal.addEventListener('abort', () => {
    shown = auth.getView().status;
  });
  void auth.logout();
  expect(signal.aborted).toBe(true);
  expect(shown).toBe('loggingOut');
  expect(auth.signal).toBe(signal);
  await viewOf(auth, (view) => view.status === 'loggedOut');
  await signIn(auth);
  expect(auth.signal.aborted).toBe(false);
  expect(signal.aborted).toBe(true);
});

test('a refresh keeps it', async () => {
  const { auth, server } = await openSignedIn();
  const { signal } = auth;
  await auth.getSessionTokens({ refresh: true });
  expect(server.countOf('refresh')).toBe(1);
  expect(auth.signal).toBe(signal);
  expect(signal.aborted).toBe(false);
});

test('a vetoed logout keeps it', async () => {
  const { auth } = await openSignedIn();
  auth.addLogoutGuard(() => false);
  await expect(auth.logout()).rejects.toMatchObject({ code: 'cancelled' });
  expect(auth.signal.aborted).toBe(false);
});

test('a logout in another tab aborts it with the message, and closes what hangs on it', async () => {
  const { auth, server, device } = await openSignedIn();
  const other = device.openTab({ backend: server.backend });
  await viewOf(other.auth, (view) => view.isAuthenticated);
  const closes: string[] = [];
  other.auth.addCleaner('feed', closeOnLogout({ close: () => closes.push('feed') }));
  const aborted = new Promise((resolve) => {
    other.auth.signal.addEventListener('abort', resolve);
  });
  void auth.logout();
  await aborted;
  expect(closes).toEqual(['feed']);
  expect(other.auth.getView().isAuthenticated).toBe(false);
});

test('a revocation aborts it, and a user switch: each user has one', async () => {
  const { auth, server } = await openSignedIn();
  const ada = auth.signal;
  await signIn(auth, 'bob@example.com');
  const bob = auth.signal;
  expect(ada.aborted).toBe(true);
  expect(bob.aborted).toBe(false);
  server.script.refresh = 401;
  const gone = nextNotice(auth, 'loggedOut');
  await auth.getSessionTokens({ refresh: true });
  expect(bob.aborted).toBe(true);
  await gone;
});

test('closeOnLogout closes once per session, in its tick; late, it closes at once', async () => {
  const { auth } = await openSignedIn();
  let closes = 0;
  const target = { close: () => void closes++ };
  auth.addCleaner('feed', closeOnLogout(target));
  const logout = auth.logout();
  expect(closes).toBe(1);
  await logout;
  expect(closes).toBe(1);
  auth.addCleaner('late', closeOnLogout(target));
  expect(closes).toBe(2);
});

test('closeOnLogout waits for the start, follows the next session, and lets go when removed', async () => {
  const { auth, server, device } = await openSignedIn();
  auth.dispose();
  const again = device.openTab({ backend: server.backend });
  let closes = 0;
  const remove = again.auth.addCleaner('feed', closeOnLogout({ close: () => void closes++ }));
  await viewOf(again.auth, (view) => view.isAuthenticated);
  expect(closes).toBe(0);
  await again.auth.logout();
  expect(closes).toBe(1);
  await signIn(again.auth, SECRETS.email);
  void again.auth.logout();
  expect(closes).toBe(2);
  await viewOf(again.auth, (view) => view.status === 'loggedOut');
  await signIn(again.auth);
  remove();
  await again.auth.logout();
  expect(closes).toBe(2);
});

test('a close() that throws is reported as any cleaner', async () => {
  const { auth } = await openSignedIn();
  const failed = nextNotice(auth, 'cleanupFailed');
  auth.addCleaner(
    'feed',
    closeOnLogout({
      close() {
        throw new Error('stuck');
      },
    }),
  );
  await auth.logout();
  expect(await failed).toMatchObject({ name: 'feed', code: 'threw' });
});
