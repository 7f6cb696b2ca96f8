import { IDBFactory } from 'fake-indexeddb';
import { afterEach, expect, test, vi } from 'vitest';
import { clearIndexedDb, tellServiceWorker, unsubscribePush } from '../../src/cleaners/index.js';
import { context } from './support.js';

afterEach(() => vi.unstubAllGlobals());

const settled = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });

async function openNotes(factory: IDBFactory) {
  const opening = factory.open('notes', 3);
  opening.onupgradeneeded = () => {
    for (const store of ['text', 'drafts']) opening.result.createObjectStore(store);
  };
  return settled(opening);
}

test('clearIndexedDb empties all stores, though another tab has the database open', async () => {
  const factory = new IDBFactory();
  vi.stubGlobal('indexedDB', factory);
  const database = await openNotes(factory);
  const writing = database.transaction(['text', 'drafts'], 'readwrite');
  await settled(writing.objectStore('text').put('Ada', 1));
  await settled(writing.objectStore('drafts').put('Ada', 1));
  await clearIndexedDb({ names: ['notes', 'absent'] })(context);
  const reading = database.transaction(['text', 'drafts']);
  expect(await settled(reading.objectStore('text').count())).toBe(0);
  expect(await settled(reading.objectStore('drafts').count())).toBe(0);
  expect((await factory.databases()).map(({ name }) => name)).toEqual(['notes']);
});

test('clearIndexedDb says so when a database cannot be opened', async () => {
  const factory = new IDBFactory();
  vi.stubGlobal('indexedDB', {
    open: () => factory.open('notes', 0.5),
  });
  await expect(clearIndexedDb({ names: ['notes'] })(context)).rejects.toThrow(TypeError);
});

function stubWorkers(registrations: object[]) {
  vi.stubGlobal('navigator', { serviceWorker: { getRegistrations: async () => registrations } });
}

test('unsubscribePush ends every subscription, and says so when one stays', async () => {
  const unsubscribe = vi.fn<() => Promise<boolean>>(async () => true);
  stubWorkers([
    { pushManager: { getSubscription: async () => ({ unsubscribe }) } },
    { pushManager: { getSubscription: async () => null } },
    {},
  ]);
  await unsubscribePush()(context);
  expect(unsubscribe).toHaveBeenCalledOnce();
  unsubscribe.mockResolvedValue(false);
  await expect(unsubscribePush()(context)).rejects.toThrow('could not be ended');
});

test('tellServiceWorker posts to the active workers', async () => {
  const postMessage = vi.fn<(message: unknown) => void>();
  stubWorkers([{ active: { postMessage } }, { active: null }]);
  await tellServiceWorker({ type: 'signed-out' })(context);
  expect(postMessage.mock.calls).toEqual([[{ type: 'signed-out' }, []]]);
});

test.each([
  ['clearIndexedDb', clearIndexedDb({ names: ['notes'] })],
  ['unsubscribePush', unsubscribePush()],
  ['tellServiceWorker', tellServiceWorker('out')],
])('%s has nothing to do where the platform has no such part', async (_, cleaner) => {
  vi.stubGlobal('indexedDB', undefined);
  vi.stubGlobal('navigator', undefined);
  await expect(Promise.resolve(cleaner(context))).resolves.toBeUndefined();
});
