import { expect, test, vi } from 'vitest';
import type { AuthView } from '../../src/machines/index.js';
import { createAuth } from '../../src/engine/index.js';
import type { Environment } from '../../src/services/index.js';
import { SECRETS, type createDevice, createServer, signIn, viewOf } from '../support/device.js';
import { onRawDisk } from './support/raw-disk.js';
import { openSignedIn, openTab } from './support/tab.js';

const publishableKey = 'pk_test_1';
const KEY = `moonkey:${publishableKey}`;

type Device = ReturnType<typeof createDevice>;

/** An engine on this device, not started yet, and every view that it shows. */
function create(device: Device, overrides: Partial<Environment> = {}) {
  const { environment } = device.environment(overrides);
  const auth = createAuth({ publishableKey, backend: createServer().backend, environment });
  const views: AuthView[] = [];
  auth.subscribe((view) => void views.push(view));
  return { auth, views };
}

/** A device on which it is known that nobody is signed in. */
async function vacant() {
  const tab = await openTab();
  await vi.waitFor(() => expect(tab.device.items.has(KEY)).toBe(true));
  return tab;
}

test('where nobody is signed in, the next start says so without the disk', async () => {
  const { device } = await vacant();
  const { auth } = create(device, {
    indexedDB: { open: () => ({}) as IDBOpenDBRequest } as unknown as IDBFactory,
  });
  auth.start();
  const view = await viewOf(auth, ({ ready }) => ready);
  expect(view).toMatchObject({ status: 'loggedOut', reason: 'noSession', storage: 'indexeddb' });
});

test('without the note nobody is shown before the disk has been asked', async () => {
  const { device } = await openSignedIn();
  device.items.clear();
  const { auth, views } = create(device);
  auth.start();
  await viewOf(auth, ({ user }) => user?.email === SECRETS.email);
  expect(views.map(({ status }) => status)).toEqual(['authenticated']);
});

test('a device that has lost its database shows nobody, and says so faster the next time', async () => {
  const { device } = await openSignedIn();
  expect(device.items.has(KEY)).toBe(false);
  await onRawDisk(device, (store) => store('session').clear());
  const { auth, views } = create(device);
  auth.start();
  await viewOf(auth, ({ ready }) => ready);
  expect(views.map(({ status }) => status)).toEqual(['loggedOut']);
  await vi.waitFor(() => expect(device.items.has(KEY)).toBe(true));
});

test('a sign-in withdraws the note before it stores anything, and a logout puts it back', async () => {
  const { device, auth, server } = await vacant();
  const held = server.backend.verifyCode.bind(server.backend);
  let noted: boolean | undefined;
  server.backend.verifyCode = (input, signal) => {
    noted = device.items.has(KEY);
    return held(input, signal);
  };
  await signIn(auth);
  expect(noted).toBe(false);
  expect(device.items.has(KEY)).toBe(false);
  await auth.logout();
  await vi.waitFor(() => expect(device.items.has(KEY)).toBe(true));
});

test('a note that lies is found out: the session on the disk is shown, and the note is gone', async () => {
  const { device } = await openSignedIn();
  device.items.set(KEY, 'vacant');
  const { auth } = create(device);
  auth.start();
  await viewOf(auth, ({ user }) => user?.email === SECRETS.email);
  expect(device.items.has(KEY)).toBe(false);
});

test('another tab that signs in meanwhile is followed', async () => {
  const { device, auth: other } = await vacant();
  const { auth, views } = create(device);
  auth.start();
  await signIn(other);
  await viewOf(auth, ({ user }) => user?.email === SECRETS.email);
  expect(views[0]?.status).toBe('loggedOut');
});

test('a logout that was cut off is finished, though the note says that nobody is there', async () => {
  const { device, auth: dead } = await openSignedIn();
  const { generation } = dead.actor.getSnapshot().context.session ?? { generation: '' };
  dead.dispose();
  device.items.set(`${KEY}:signed-out`, JSON.stringify([{ generation, scope: 'session' }]));
  device.items.set(KEY, 'vacant');
  const { auth, views } = create(device);
  auth.start();
  await vi.waitFor(async () => {
    expect(await onRawDisk(device, (store) => store('session').count())).toBe(0);
  });
  expect(views.some(({ isAuthenticated }) => isAuthenticated)).toBe(false);
});

test('a logout before anything was read leaves no wildcard for the next session', async () => {
  const { device } = await vacant();
  const { auth } = create(device);
  auth.start();
  await viewOf(auth, ({ ready }) => ready);
  await auth.logout();
  await vi.waitFor(() => expect(device.items.get(`${KEY}:signed-out:*`) ?? '[]').toBe('[]'));
});

test('a localStorage that throws is no note', async () => {
  const { device } = await openSignedIn();
  const { environment } = device.environment();
  const forbidden = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  const { auth, views } = create(device, {
    ...environment,
    localStorage: { getItem: forbidden, setItem: forbidden, removeItem: forbidden },
  });
  auth.start();
  await viewOf(auth, ({ user }) => user?.email === SECRETS.email);
  expect(views.map(({ status }) => status)).toEqual(['authenticated']);
});
