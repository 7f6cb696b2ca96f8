import { expect, test, vi } from 'vitest';
import { createTombstoneCookies } from '../../src/services/tombstone-cookies.js';
import { readTombstoneCookies, tombstoneCookieName } from '../../src/wire/index.js';
import { SECRETS, viewOf } from '../support/device.js';
import { errorOf, nextNotice, openSignedIn } from './support/tab.js';

const signedOutIn = ({ cookies }: { cookies: { read(): string } }) => [
  ...readTombstoneCookies(cookies.read()),
];

test('a logout leaves a cookie in its first tick, which the confirmation takes away', async () => {
  const { auth, device } = await openSignedIn();
  const done = auth.logout();
  expect(device.cookies.read()).toBe(`${tombstoneCookieName('sess_1')}=1`);
  await done;
  expect(signedOutIn(device)).toEqual([]);
});

test('it stays while the server has not heard, through the next page, and goes with its answer', async () => {
  const { auth, device, server } = await openSignedIn();
  server.script.revoke = 503;
  expect(await errorOf(auth.logout())).toMatchObject({ code: 'revocation_queued' });
  expect(signedOutIn(device)).toEqual(['sess_1']);
  for (const secret of Object.values(SECRETS)) expect(device.cookies.read()).not.toContain(secret);
  auth.dispose();

  server.script.revoke = 'ok';
  const next = device.openTab({ backend: server.backend });
  next.fire('online');
  await nextNotice(next.auth, 'revocationSettled');
  expect(signedOutIn(device)).toEqual([]);
});

test('it stays where the server has refused: the session may live on', async () => {
  const { auth, device, server } = await openSignedIn();
  server.script.revoke = 403;
  await errorOf(auth.logout());
  expect(signedOutIn(device)).toEqual(['sess_1']);
});

test('where the tab was killed before anything else was kept, the cookie alone is a tombstone', async () => {
  const { auth, device, server } = await openSignedIn();
  auth.dispose();
  createTombstoneCookies(device.cookies).write('sess_1');
  const next = device.openTab({ backend: server.backend });
  const view = await viewOf(next.auth, ({ ready }) => ready);
  expect(view).toMatchObject({ isAuthenticated: false, reason: 'loggedOutElsewhere' });
  await viewOf(next.auth, ({ pendingRevocations }) => pendingRevocations === 0);
  await expect.poll(() => server.countOf('revoke')).toBe(1);
  await expect.poll(() => signedOutIn(device)).toEqual([]);
  expect((await device.dump())['session']).toEqual([]);
});

test('one of whichever was on disk, too; it spares who signs in after it', async () => {
  const { auth, device, server } = await openSignedIn();
  auth.dispose();
  const wildcard = 'moonkey:pk_test_1:signed-out:*';
  createTombstoneCookies(device.cookies).write(wildcard);
  const next = device.openTab({ backend: server.backend });
  expect(await viewOf(next.auth, ({ ready }) => ready)).toMatchObject({ isAuthenticated: false });
  await expect.poll(() => signedOutIn(device)).toEqual([]);
  const { methodId } = await next.auth.sendCode({ email: SECRETS.email });
  await next.auth.signIn({ methodId, code: SECRETS.code });
  next.auth.dispose();
  const last = device.openTab({ backend: server.backend });
  expect(await viewOf(last.auth, ({ ready }) => ready)).toMatchObject({ isAuthenticated: true });
});

test('a session whose backend gives no public id is known by its generation', async () => {
  const { auth, device, server } = await openSignedIn({});
  const generation = auth.actor.getSnapshot().context.session?.generation;
  await auth.logout();
  const verify = server.backend.verifyCode.bind(server.backend);
  server.backend.verifyCode = async (...input) => {
    const { sessionId: _, ...grant } = await verify(...input);
    return grant;
  };
  server.script.revoke = 503;
  const { methodId } = await auth.sendCode({ email: SECRETS.email });
  await auth.signIn({ methodId, code: SECRETS.code });
  const next = auth.actor.getSnapshot().context.session?.generation;
  void auth.logout();
  expect(signedOutIn(device)).toEqual([next]);
  expect(next).not.toBe(generation);
});

test('eight are kept, the newest; none is read before the app has been shown a clear device', async () => {
  const { auth, device, server } = await openSignedIn();
  server.script.revoke = 503;
  const ids = Array.from({ length: 9 }, (_, index) => `sess_earlier_${index}`);
  for (const id of ids) createTombstoneCookies(device.cookies).write(id);
  const read = vi.spyOn(device.cookies, 'read');
  const cleared = viewOf(auth, (view) => 'device' in view && view.device === 'cleared').then(
    () => read.mock.calls.length,
  );
  await errorOf(auth.logout());
  expect(await cleared).toBe(0);
  await expect.poll(() => signedOutIn(device)).toEqual([...ids.slice(2), 'sess_1']);
});
