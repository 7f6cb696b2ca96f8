import { describe, expect, test, vi } from 'vitest';
import type { Environment } from '../../src/services/environment.js';
import { createDevice, createServer, SECRETS, signIn, viewOf } from '../support/device.js';

const refuse = (): never => {
  throw new DOMException('Forbidden here.', 'SecurityError');
};
const reject = () => Promise.reject(new DOMException('Forbidden here.', 'SecurityError'));

/** Every part of the environment that exists and throws, or rejects, one at a time. */
const hostile: Record<string, (own: Environment) => Partial<Environment>> = {
  'indexedDB.open throws': () => ({ indexedDB: { open: refuse } as unknown as IDBFactory }),
  'localStorage throws': () => ({
    localStorage: { getItem: refuse, setItem: refuse, removeItem: refuse },
  }),
  'cookies throw': () => ({ cookies: { read: refuse, write: refuse } }),
  'a channel cannot be opened': () => ({ openChannel: refuse }),
  'a channel throws at every message': () => ({
    openChannel: () => ({ postMessage: refuse, close: refuse, onmessage: null }),
  }),
  'locks.request rejects': () => ({ locks: { request: reject } }),
  'locks.request throws': () => ({ locks: { request: refuse } }),
  'crypto.subtle rejects': (own) => ({
    crypto: {
      getRandomValues: (array) => own.crypto?.getRandomValues(array) ?? array,
      subtle: { generateKey: reject, encrypt: reject, decrypt: reject } as unknown as SubtleCrypto,
    },
  }),
  'crypto.subtle throws': (own) => ({
    crypto: {
      getRandomValues: (array) => own.crypto?.getRandomValues(array) ?? array,
      subtle: { generateKey: refuse, encrypt: refuse, decrypt: refuse } as unknown as SubtleCrypto,
    },
  }),
  'getRandomValues throws': (own) => ({
    crypto: { ...(own.crypto?.subtle && { subtle: own.crypto.subtle }), getRandomValues: refuse },
  }),
  'page.listen throws': (own) => ({
    page: { listen: refuse, isVisible: () => true, isOnline: () => own.page?.isOnline() ?? true },
  }),
  'reportError throws': () => ({ reportError: refuse }),
};

describe.each(Object.entries(hostile))('%s', (_, change) => {
  async function open() {
    const [device, server] = [createDevice(), createServer()];
    const { environment } = device.environment();
    const tab = device.openTab({ backend: server.backend, environment: change(environment) });
    await viewOf(tab.auth, ({ ready }) => ready);
    return { ...tab, server };
  }

  test('a session comes, and leaves: the server is told', async () => {
    const { auth, server } = await open();
    expect(await signIn(auth)).toMatchObject({ email: SECRETS.email });
    const leaving = auth.logout();
    expect(auth.getView().isAuthenticated).toBe(false);
    await leaving;
    expect(server.sessions.size).toBe(0);
  });

  test('a revocation that failed is sent again', async () => {
    const { auth, server, fire } = await open();
    await signIn(auth);
    server.script.revoke = 503;
    await auth.logout().catch(() => {});
    expect(server.sessions.size).toBe(1);
    server.script.revoke = 'ok';
    await vi.waitFor(
      () => {
        fire('online');
        expect(server.sessions.size).toBe(0);
      },
      { timeout: 5_000 },
    );
  });
});

test('an inspector that throws does not come in the way of a logout', async () => {
  const [device, server] = [createDevice(), createServer()];
  const reported: unknown[] = [];
  let isBroken = false;
  const { auth } = device.openTab({
    backend: server.backend,
    inspect() {
      if (isBroken) throw new Error('an inspector that throws');
    },
    environment: { reportError: (error) => void reported.push(error) },
  });
  await viewOf(auth, ({ ready }) => ready);
  await signIn(auth);
  isBroken = true;
  const leaving = auth.logout();
  expect(auth.getView().isAuthenticated).toBe(false);
  await leaving;
  expect(reported.length).toBeGreaterThan(0);
});

test('a disk without room deletes all the same, and the server is told', async () => {
  const [device, server] = [createDevice(), createServer()];
  let isFull = false;
  const indexedDB = new Proxy(device.indexedDB, {
    get(target, key) {
      if (key !== 'open') return Reflect.get(target, key, target) as unknown;
      return (name: string, version?: number) => {
        const request = target.open(name, version);
        request.addEventListener('success', () => fillUp(request.result, () => isFull));
        return request;
      };
    },
  });
  const { auth } = device.openTab({ backend: server.backend, environment: { indexedDB } });
  await viewOf(auth, ({ ready }) => ready);
  await signIn(auth);
  isFull = true;
  await auth.logout();
  expect(await device.dump()).toEqual({ keys: [], revocations: [], session: [] });
  expect(server.sessions.size).toBe(0);
});

/** A transaction that has put or added anything is aborted, as where the quota is used up. */
function fillUp(database: IDBDatabase, isFull: () => boolean) {
  const begin = database.transaction.bind(database);
  database.transaction = (...args) => {
    const transaction = begin(...args);
    const objectStore = transaction.objectStore.bind(transaction);
    transaction.objectStore = (name) => {
      const store = objectStore(name);
      for (const method of ['put', 'add'] as const) {
        const write = store[method].bind(store);
        store[method] = (...values) => {
          if (isFull()) throw new DOMException('Full.', 'QuotaExceededError');
          return write(...values);
        };
      }
      return store;
    };
    return transaction;
  };
}

test('a database of our name without our stores is made anew', async () => {
  const [device, server] = [createDevice(), createServer()];
  const opening = device.indexedDB.open('moonkey:pk_test_1', 1);
  await new Promise((resolve) => opening.addEventListener('success', resolve));
  opening.result.close();
  const { auth } = device.openTab({ backend: server.backend });
  await viewOf(auth, ({ ready }) => ready);
  await signIn(auth);
  expect(auth.getView().storage).toBe('indexeddb');
  await auth.logout();
  expect(await device.dump()).toEqual({ keys: [], revocations: [], session: [] });
});

test('the same code of the same attempt is one request', async () => {
  const [device, server] = [createDevice(), createServer()];
  const { auth } = device.openTab({ backend: server.backend });
  await viewOf(auth, ({ ready }) => ready);
  const users = await Promise.all([signIn(auth), signIn(auth)]);
  expect(users.map(({ email }) => email)).toEqual([SECRETS.email, SECRETS.email]);
  expect(server.countOf('verifyCode')).toBe(1);
});
