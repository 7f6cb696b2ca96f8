import { afterEach, expect, test, vi } from 'vitest';
import {
  clearCacheStorage,
  clearLocalStorage,
  clearQueryClient,
  clearSessionStorage,
} from '../../src/cleaners/index.js';
import { createDevice, createServer, signIn } from '../support/device.js';
import { context, memoryCaches, memoryStorage } from './support.js';

afterEach(() => vi.unstubAllGlobals());

const keysOf = (storage: Storage) =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index));

test.each([
  ['clearLocalStorage', 'localStorage', clearLocalStorage],
  ['clearSessionStorage', 'sessionStorage', clearSessionStorage],
])('%s removes by prefix or by key, and leaves the engine’s keys', async (_, area, create) => {
  const items = {
    'draft:1': 'a',
    'moon-phase': 'b',
    'draft:2': 'c',
    theme: 'dark',
    'moonkey:pk_test_1:signed-out': '[]',
  };
  const storage = memoryStorage(items);
  vi.stubGlobal(area, storage);

  await create({ prefix: 'draft:' })(context);
  expect(keysOf(storage)).toEqual(['moon-phase', 'theme', 'moonkey:pk_test_1:signed-out']);
  await create({ keys: ['theme', 'absent'] })(context);
  expect(keysOf(storage)).toEqual(['moon-phase', 'moonkey:pk_test_1:signed-out']);
  await create({ prefix: 'moon' })(context);
  expect(keysOf(storage)).toEqual(['moonkey:pk_test_1:signed-out']);
});

test('clearCacheStorage deletes all caches, or the chosen ones', async () => {
  const all = ['user-1', 'user-2', 'assets'];
  const run = async (cleaner: ReturnType<typeof clearCacheStorage>) => {
    const caches = memoryCaches(...all);
    vi.stubGlobal('caches', caches);
    await cleaner(context);
    return [...caches.left];
  };
  expect(await run(clearCacheStorage())).toEqual([]);
  expect(await run(clearCacheStorage({ prefix: 'user-' }))).toEqual(['assets']);
  expect(await run(clearCacheStorage({ names: ['assets', 'absent'] }))).toEqual([
    'user-1',
    'user-2',
  ]);
});

test('clearCacheStorage has nothing to do where there is no Cache Storage', async () => {
  vi.stubGlobal('caches', undefined);
  await expect(clearCacheStorage()(context)).resolves.toBeUndefined();
});

test('clearQueryClient cancels first, empties at once, and waits for the cancellation', async () => {
  const calls: string[] = [];
  let settle = () => {};
  const cancelled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  let isDone = false;
  const cleaner = clearQueryClient({
    cancelQueries() {
      calls.push('cancelQueries');
      return cancelled;
    },
    clear: () => void calls.push('clear'),
  });
  const done = Promise.resolve(cleaner(context)).then(() => {
    isDone = true;
  });
  expect(calls).toEqual(['cancelQueries', 'clear']);
  await Promise.resolve();
  expect(isDone).toBe(false);
  settle();
  await done;
});

test('a logout runs them before its promise settles', async () => {
  const storage = memoryStorage({ 'draft:1': 'a' });
  const caches = memoryCaches('user-1');
  vi.stubGlobal('localStorage', storage);
  vi.stubGlobal('caches', caches);
  const server = createServer();
  const { auth } = createDevice().openTab({ backend: server.backend });
  auth.addCleaner('drafts', clearLocalStorage({ prefix: 'draft:' }));
  auth.addCleaner('caches', clearCacheStorage());
  await signIn(auth);
  await auth.logout();
  expect(storage.length).toBe(0);
  expect(caches.left.size).toBe(0);
});
