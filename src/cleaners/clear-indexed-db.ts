import type { LogoutCleaner } from '../engine/auth.js';
import { aText, createChecker, listOf, required } from '../options/index.js';

/** The engine's own databases hold what finishes a logout: no cleaner's business. */
const ENGINE = 'moonkey:';

/**
 * A cleaner that empties IndexedDB databases of the app's own: all stores of each in one transaction.
 * The databases stay, since deleting one waits for every tab that has it open. One that is not there is
 * not made.
 *
 * @throws TypeError that names the option.
 *
 * @example
 * ```ts
 * auth.addCleaner('notes', clearIndexedDb({ names: ['notes', 'attachments'] }))
 * ```
 */
export function clearIndexedDb(options: { readonly names: readonly string[] }): LogoutCleaner {
  const { check, fail } = createChecker('clearIndexedDb');
  check(options, { names: required(listOf(aText, 1)) });
  const { names } = options;
  if (names.some((name) => name.startsWith(ENGINE)))
    fail('names', `must not begin with "${ENGINE}": those databases are the engine's own`);

  return async ({ signal }) => {
    const factory = globalThis.indexedDB as IDBFactory | undefined;
    if (factory) await Promise.all(names.map((name) => emptyDatabase(factory, name, signal)));
  };
}

async function emptyDatabase(factory: IDBFactory, name: string, signal: AbortSignal) {
  const database = await openExisting(factory, name);
  if (!database) return;
  try {
    signal.throwIfAborted();
    const stores = [...database.objectStoreNames];
    if (stores.length === 0) return;
    const transaction = database.transaction(stores, 'readwrite', { durability: 'strict' });
    for (const store of stores) transaction.objectStore(store).clear();
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    });
  } finally {
    database.close();
  }
}

/** Opens a database, unless that would make it. */
function openExisting(factory: IDBFactory, name: string): Promise<IDBDatabase | undefined> {
  return new Promise((resolve, reject) => {
    const opening = factory.open(name);
    let isNew = false;
    opening.onupgradeneeded = () => {
      isNew = true;
      opening.transaction?.abort();
    };
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => {
      if (isNew) resolve(undefined);
      else reject(opening.error ?? new Error('open failed'));
    };
  });
}
