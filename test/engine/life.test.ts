import { expect, test } from 'vitest';
import { createDevice, createServer, SECRETS, signIn, viewOf } from '../support/device.js';

test('a life: sign in, reload, log out', async () => {
  const device = createDevice();
  const server = createServer();
  const first = device.openTab({ backend: server.backend });
  expect(first.auth.getView().status).toBe('initializing');
  expect((await viewOf(first.auth, (view) => view.ready)).status).toBe('loggedOut');

  const user = await signIn(first.auth);
  expect(user.email).toBe(SECRETS.email);
  expect(first.auth.getView()).toMatchObject({ status: 'authenticated', storage: 'indexeddb' });
  const stored = await device.dump();
  expect(stored['session']).toHaveLength(1);
  expect(stored['keys']).toHaveLength(1);

  first.auth.dispose();
  const second = device.openTab({ backend: server.backend });
  await viewOf(second.auth, (view) => view.isAuthenticated);

  const logout = second.auth.logout();
  expect(second.auth.getView()).toMatchObject({ isAuthenticated: false, user: null });
  await logout;
  expect(second.auth.getView()).toMatchObject({ status: 'loggedOut', reason: 'logout' });
  expect(await device.dump()).toEqual({ keys: [], revocations: [], session: [] });
  expect(server.sessions.size).toBe(0);
  expect(server.countOf('revoke')).toBe(1);
});

test('logged out while the server is down: queued, then told', async () => {
  const device = createDevice();
  const server = createServer();
  const { auth, fire } = device.openTab({ backend: server.backend });
  await signIn(auth);
  server.script.revoke = 'network';
  await expect(auth.logout()).rejects.toMatchObject({
    code: 'revocation_queued',
    device: 'cleared',
    server: 'queued',
  });
  const { revocations, ...rest } = await device.dump();
  expect(rest).toEqual({ keys: [], session: [] });
  expect(revocations).toHaveLength(1);
  expect(auth.getView().pendingRevocations).toBe(1);

  server.script.revoke = 'ok';
  fire('online');
  await viewOf(auth, (view) => view.pendingRevocations === 0);
  expect(server.sessions.size).toBe(0);
});

test('two tabs: both follow a logout, one request is sent', async () => {
  const device = createDevice();
  const server = createServer();
  const one = device.openTab({ backend: server.backend });
  const two = device.openTab({ backend: server.backend });
  await viewOf(two.auth, (view) => view.ready);
  await signIn(one.auth);
  await viewOf(two.auth, (view) => view.isAuthenticated);

  await Promise.all([one.auth.logout(), two.auth.logout()]);
  expect(server.countOf('revoke')).toBe(1);
  expect(two.auth.getView().status).toBe('loggedOut');
});
