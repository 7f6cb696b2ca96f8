import { expect, test } from 'vitest';
import { createDevice, createServer, SECRETS, signIn, viewOf } from '../support/device.js';
import type { Environment } from '../../src/services/index.js';
import { errorOf, noticesOf } from './support/tab.js';

/** IndexedDB that another version of the page holds on to. */
function blocked(indexedDB: IDBFactory): IDBFactory {
  return new Proxy(indexedDB, {
    get: (target, key) =>
      key === 'open'
        ? () => {
            const request = new EventTarget() as IDBOpenDBRequest;
            queueMicrotask(() =>
              request.onblocked?.(new Event('blocked') as IDBVersionChangeEvent),
            );
            return request;
          }
        : (Reflect.get(target, key, target) as unknown),
  });
}

const refusing = {
  open() {
    throw new DOMException('Forbidden.', 'SecurityError');
  },
} as unknown as IDBFactory;

async function newerSchema(): Promise<IDBFactory> {
  const { indexedDB } = createDevice();
  const request = indexedDB.open('moonkey:pk_test_1', 99);
  await new Promise((resolve) => {
    request.onsuccess = resolve;
  });
  request.result.close();
  return indexedDB;
}

const cases: [string, string | null, () => Promise<Partial<Environment>>][] = [
  ['no IndexedDB', null, async () => ({ indexedDB: undefined })],
  [
    'an insecure context',
    'insecure_context',
    async () => ({
      crypto: { getRandomValues: (array) => globalThis.crypto.getRandomValues(array) },
    }),
  ],
  ['no crypto at all', 'unavailable', async () => ({ crypto: undefined })],
  ['IndexedDB that is forbidden', 'unavailable', async () => ({ indexedDB: refusing })],
  [
    'IndexedDB that is blocked',
    'unavailable',
    async () => ({ indexedDB: blocked(createDevice().indexedDB) }),
  ],
  ['a newer schema than ours', 'newer_schema', async () => ({ indexedDB: await newerSchema() })],
];

test.each(cases)('%s: in memory only, and the view says so', async (_, code, change) => {
  const device = createDevice();
  const server = createServer();
  const { auth } = device.openTab({ backend: server.backend, environment: await change() });
  const notices = noticesOf(auth);
  await viewOf(auth, ({ ready }) => ready);
  expect(await signIn(auth)).toMatchObject({ email: SECRETS.email });
  expect(auth.getView()).toMatchObject({ isAuthenticated: true, storage: 'memory' });
  expect(notices.filter(({ type }) => type === 'storageFault')).toEqual(
    code ? [{ type: 'storageFault', code, operation: 'open' }] : [],
  );
  expect(await auth.getSessionTokens()).not.toBeNull();

  server.script.revoke = 'network';
  expect(await errorOf(auth.logout())).toMatchObject({
    code: 'revocation_queued',
    device: 'cleared',
  });
  expect(auth.getView().pendingRevocations).toBe(1);
  expect([...device.items.values()].join('')).not.toContain(SECRETS.token);
});

test('a newer schema is left alone', async () => {
  const indexedDB = await newerSchema();
  const server = createServer();
  const { auth } = createDevice().openTab({ backend: server.backend, environment: { indexedDB } });
  await signIn(auth);
  await auth.logout();
  const [database] = await indexedDB.databases();
  expect(database).toMatchObject({ name: 'moonkey:pk_test_1', version: 99 });
});

test('without localStorage, channel, locks and page events a tab still signs in and out', async () => {
  const device = createDevice();
  const server = createServer();
  const { auth } = device.openTab({
    backend: server.backend,
    environment: {
      localStorage: undefined,
      openChannel: undefined,
      locks: undefined,
      page: undefined,
    },
  });
  await signIn(auth);
  await auth.logout();
  expect(server.sessions.size).toBe(0);
  expect(await device.dump()).toEqual({ keys: [], revocations: [], session: [] });
});

test('a localStorage that throws does not stop a logout', async () => {
  const device = createDevice();
  const server = createServer();
  const forbid = () => {
    throw new DOMException('Full.', 'QuotaExceededError');
  };
  const { auth } = device.openTab({
    backend: server.backend,
    environment: { localStorage: { getItem: forbid, setItem: forbid, removeItem: forbid } },
  });
  await signIn(auth);
  await auth.logout();
  expect(server.sessions.size).toBe(0);
});

test('a session in memory only comes and goes without the tabs that have the disk', async () => {
  const device = createDevice();
  const server = createServer();
  const healthy = device.openTab({ backend: server.backend });
  await viewOf(healthy.auth, ({ ready }) => ready);
  await signIn(healthy.auth);
  const statuses: string[] = [];
  healthy.auth.subscribe(({ status }) => void statuses.push(status));
  const degraded = device.openTab({
    backend: server.backend,
    environment: { indexedDB: blocked(device.indexedDB) },
  });
  await viewOf(degraded.auth, ({ ready }) => ready);
  await signIn(degraded.auth, 'bob@example.com');
  await degraded.auth.logout();
  await healthy.auth.getPendingRevocations();
  expect(statuses).not.toContain('loggingOut');
  expect(healthy.auth.getView()).toMatchObject({ user: { email: SECRETS.email } });
  expect((await device.dump())['session']).toHaveLength(1);
  const next = device.openTab({ backend: server.backend });
  await viewOf(next.auth, ({ ready }) => ready);
  expect(next.auth.getView()).toMatchObject({ user: { email: SECRETS.email } });
});
