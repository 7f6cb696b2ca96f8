import { expect, test } from 'vitest';
import { signIn, viewOf } from '../support/device.js';
import { deferred, errorOf, openSignedIn, openTab } from './support/tab.js';

test('online: every session of the user ends, and this device is clean', async () => {
  const { auth, server, device } = await openSignedIn();
  server.sessions.set('sess_phone', { token: 'other', email: 'ada@example.com' });
  server.sessions.set('sess_bob', { token: 'bob', email: 'bob@example.com' });
  await auth.logoutEverywhere();
  expect([...server.sessions.keys()]).toEqual(['sess_bob']);
  expect(await device.dump()).toEqual({ keys: [], revocations: [], session: [] });
});

test('offline: queued with the ticket that reaches everywhere, then told', async () => {
  const { auth, server, device, fire } = await openSignedIn();
  server.sessions.set('sess_phone', { token: 'other', email: 'ada@example.com' });
  server.script.revoke = 'network';
  expect(await errorOf(auth.logoutEverywhere())).toMatchObject({
    code: 'revocation_queued',
    device: 'cleared',
    server: 'queued',
  });
  expect((await device.dump())['revocations']).toMatchObject([
    { ticket: 'everywhere-ada@example.com' },
  ]);
  server.script.revoke = 'ok';
  fire('online');
  await viewOf(auth, (view) => view.pendingRevocations === 0);
  expect(server.sessions.size).toBe(0);
});

test('nobody is signed in: everywhere_unavailable, and nothing is asked', async () => {
  const { auth, server } = await openTab();
  expect(await errorOf(auth.logoutEverywhere())).toMatchObject({
    name: 'LogoutError',
    code: 'everywhere_unavailable',
    device: null,
    server: null,
  });
  expect(server.calls).toEqual([]);
});

test('a backend whose tickets reach this session only: everywhere_unavailable, nothing happens', async () => {
  const { auth, server } = await openTab();
  const verifyCode = server.backend.verifyCode.bind(server.backend);
  server.backend.verifyCode = async (input, signal) => {
    const { everywhereTicket: _, ...grant } = await verifyCode(input, signal);
    return grant;
  };
  await signIn(auth);
  expect(await errorOf(auth.logoutEverywhere())).toMatchObject({ code: 'everywhere_unavailable' });
  expect(auth.getView().isAuthenticated).toBe(true);
});

test('a backend without tickets is asked with the session token', async () => {
  const { auth, server } = await openTab();
  server.tickets = false;
  await signIn(auth);
  await auth.logoutEverywhere();
  expect(server.calls.at(-1)).toMatchObject({ verb: 'revoke', argument: { scope: 'everywhere' } });
});

test('during a logout of this session it does not pretend to reach further', async () => {
  const { auth, server } = await openSignedIn();
  const release = server.hold();
  const logout = auth.logout();
  expect(await errorOf(auth.logoutEverywhere())).toMatchObject({ code: 'everywhere_unavailable' });
  release();
  await logout;
});

test('while a guard is asked about this session it does not pretend to reach further', async () => {
  const { auth, server } = await openSignedIn();
  server.sessions.set('sess_phone', { token: 'other', email: 'ada@example.com' });
  const answer = deferred<boolean>();
  auth.addLogoutGuard(() => answer.promise);
  const logout = auth.logout();
  expect(await errorOf(auth.logoutEverywhere())).toMatchObject({ code: 'everywhere_unavailable' });
  answer.resolve(true);
  await logout;
  expect([...server.sessions.keys()]).toEqual(['sess_phone']);
});
