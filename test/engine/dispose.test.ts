import { afterEach, expect, test, vi } from 'vitest';
import { SECRETS, signIn, viewOf } from '../support/device.js';
import { openSignedIn, openTab } from './support/tab.js';
import { fakeTime, settle } from './support/time.js';

afterEach(() => {
  vi.useRealTimers();
});

test('disposed, it hears nothing; started again, it has caught up', async () => {
  const { auth, device, server, fire } = await openSignedIn();
  const other = device.openTab({ backend: server.backend });
  await viewOf(other.auth, (view) => view.isAuthenticated);
  auth.dispose();
  await other.auth.logout();
  fire('pageshow');
  fire('focus');
  await settle();
  expect(auth.getView().isAuthenticated).toBe(true);
  auth.start();
  expect((await viewOf(auth, ({ status }) => status === 'loggedOut')).isAuthenticated).toBe(false);
});

test('start and dispose may be called again and again', async () => {
  const { auth, server } = await openTab();
  for (let turn = 0; turn < 5; turn += 1) {
    auth.dispose();
    auth.dispose();
    auth.start();
    auth.start();
  }
  await signIn(auth);
  await auth.logout();
  expect(server.countOf('verifyCode')).toBe(1);
  expect(server.countOf('revoke')).toBe(1);
});

test('disposed during a logout: it ends first', async () => {
  const { auth, server, device } = await openSignedIn();
  const logout = auth.logout();
  auth.dispose();
  await logout;
  expect(auth.getView().status).toBe('loggedOut');
  expect(server.sessions.size).toBe(0);
  expect(await device.dump()).toEqual({ keys: [], revocations: [], session: [] });
});

test('disposed, no timer is left', async () => {
  fakeTime();
  const { auth } = await openSignedIn();
  await settle();
  auth.dispose();
  await settle();
  expect(vi.getTimerCount()).toBe(0);
});

test('a verb starts it', async () => {
  const { auth, server, device } = await openSignedIn();
  auth.dispose();
  const { createAuth } = await import('../../src/engine/index.js');
  const { environment } = device.environment();
  const fresh = createAuth({ publishableKey: 'pk_test_1', backend: server.backend, environment });
  expect(await fresh.getSessionTokens()).toMatchObject({
    sessionToken: expect.stringContaining(SECRETS.token) as string,
  });
});

test('verbs need no "this"', async () => {
  const { auth } = await openSignedIn();
  const { getView, getSessionTokens, logout } = auth;
  expect(getView().isAuthenticated).toBe(true);
  expect(await getSessionTokens()).not.toBeNull();
  await logout();
  expect(getView().isAuthenticated).toBe(false);
});
