import { expect, test, vi } from 'vitest';
import { signIn } from '../support/device.js';
import { nextNotice, noticesOf, openSignedIn, openTab } from './support/tab.js';

test('a life, in notices', async () => {
  const { auth } = await openTab();
  const notices = noticesOf(auth);
  await signIn(auth);
  await auth.logout();
  const generation = expect.any(String) as string;
  expect(notices).toEqual([
    { type: 'signedIn', generation, restored: false },
    { type: 'revocationSettled', generation, result: 'revoked' },
    { type: 'loggedOut', reason: 'logout', device: 'cleared', server: 'revoked' },
  ]);
});

test('a restored session says so', async () => {
  const { auth, device, server } = await openSignedIn();
  auth.dispose();
  const again = device.openTab({ backend: server.backend });
  expect(await nextNotice(again.auth, 'signedIn')).toMatchObject({ restored: true });
});

test('a listener hears its own type only, until it is removed', async () => {
  const { auth } = await openTab();
  const heard: string[] = [];
  const stop = auth.on('signedIn', ({ type, restored }) => void heard.push(`${type} ${restored}`));
  await signIn(auth);
  await auth.logout();
  expect(heard).toEqual(['signedIn false']);
  stop();
  await signIn(auth);
  expect(heard).toHaveLength(1);
});

test('listeners that throw are reported, and disturb nobody', async () => {
  const reportError = vi.fn<(error: unknown) => void>();
  const { auth } = await openTab({ environment: { reportError } });
  const boom = new Error('from the app');
  auth.on('*', () => {
    throw boom;
  });
  auth.subscribe(() => {
    throw boom;
  });
  const views: string[] = [];
  auth.subscribe(({ status }) => void views.push(status));
  const notices = noticesOf(auth);
  await signIn(auth);
  await auth.logout();
  expect(views.at(-1)).toBe('loggedOut');
  expect(notices.map(({ type }) => type)).toContain('loggedOut');
  expect(new Set(reportError.mock.calls.map(([error]) => error))).toEqual(new Set([boom]));
});

test('a listener may remove itself and others while it is called', async () => {
  const { auth } = await openTab();
  const second = vi.fn<() => void>();
  const stopFirst = auth.subscribe(() => {
    stopFirst();
    stopSecond();
  });
  const stopSecond = auth.subscribe(second);
  await signIn(auth);
  expect(second.mock.calls.length).toBeLessThanOrEqual(1);
});

test('a listener may call a verb', async () => {
  const { auth, server } = await openTab();
  auth.on('signedIn', () => void auth.logout());
  const gone = nextNotice(auth, 'loggedOut');
  await signIn(auth).catch(() => undefined);
  expect(await gone).toMatchObject({ reason: 'logout' });
  await vi.waitFor(() => expect(server.sessions.size).toBe(0));
});
