import { expect, test, vi } from 'vitest';
import { createAuth } from '../../src/engine/index.js';
import type { Environment } from '../../src/services/index.js';
import { SECRETS, createDevice, createServer, viewOf } from '../support/device.js';
import { openSignedIn } from './support/tab.js';

const publishableKey = 'pk_test_1';

/** An engine that is created and not started yet, beside a tab in which Ada is signed in. */
async function created(overrides: Partial<Environment> = {}) {
  const tab = await openSignedIn();
  const { device, server } = tab;
  const open = vi.spyOn(device.indexedDB, 'open');
  const { environment } = device.environment(overrides);
  const auth = createAuth({ publishableKey, backend: server.backend, environment });
  const emails: (string | undefined)[] = [];
  auth.subscribe(({ user }) => emails.push(user?.email));
  /** The read is over once its connection is closed: another one may delete the database then. */
  await vi.waitFor(async () => {
    const opened = open.mock.results[0]?.value as IDBOpenDBRequest | undefined;
    expect(opened?.readyState).toBe('done');
  });
  return { ...tab, other: tab.auth, auth, emails, open };
}

test('the stored session is read as the engine is created, and shown once it is started', async () => {
  const { auth, open } = await created();
  expect(open).toHaveBeenCalledExactlyOnceWith(`moonkey:${publishableKey}`);
  expect(auth.getView().status).toBe('initializing');
  auth.start();
  await viewOf(auth, ({ user }) => user?.email === SECRETS.email);
});

test('no database is made where there is none', async () => {
  const device = createDevice();
  const { environment } = device.environment();
  const open = vi.spyOn(device.indexedDB, 'open');
  createAuth({ publishableKey, backend: createServer().backend, environment });
  expect(open).toHaveBeenCalledOnce();
  const opening = open.mock.results[0]?.value as IDBOpenDBRequest | undefined;
  await vi.waitFor(() => expect(opening?.readyState).toBe('done'));
  expect(await device.indexedDB.databases()).toEqual([]);
});

test('a logout between the creation and the start shows nobody', async () => {
  const { auth, other, emails } = await created();
  await other.logout();
  auth.start();
  await viewOf(auth, ({ status }) => status === 'loggedOut');
  expect(emails).not.toContain(SECRETS.email);
});

test('another user who came between the creation and the start is shown in the end', async () => {
  const { auth, other } = await created({ openChannel: undefined });
  await other.signIn({ methodId: 'bob@example.com', code: SECRETS.code });
  auth.start();
  const view = await viewOf(auth, ({ user }) => user?.email === 'bob@example.com');
  expect(view.status).toBe('authenticated');
});

test('what was read long before the start is not shown', async () => {
  const clock = {
    late: 0,
    now: () => Date.now() + clock.late,
    setTimeout: (run: () => void, delay: number) => setTimeout(run, delay),
    clearTimeout: (id: unknown) => clearTimeout(id as NodeJS.Timeout),
  };
  const { auth, other, emails, device } = await created({ clock });
  const { signIn } = other;
  await signIn({ methodId: 'bob@example.com', code: SECRETS.code });
  // Without the tombstone, its age alone decides.
  device.items.clear();
  clock.late = 60_000;
  auth.start();
  await viewOf(auth, ({ user }) => user?.email === 'bob@example.com');
  expect(emails).not.toContain(SECRETS.email);
});

test('a database that the environment lacks is not looked for in the browser', async () => {
  const { environment } = createDevice().environment();
  const open = vi.spyOn(globalThis.indexedDB, 'open');
  const auth = createAuth({
    publishableKey,
    backend: createServer().backend,
    environment: { ...environment, indexedDB: undefined },
  });
  auth.start();
  await viewOf(auth, ({ ready }) => ready);
  expect(open).not.toHaveBeenCalled();
});
