import { type IDBPDatabase, unwrap, wrap } from 'idb';
import { bounded } from './bounded.js';
import type { Disk, Stores, Transaction } from './disk.js';
import { StorageError } from './disk.js';
import type { Clock } from './environment.js';

/** One entry per schema version: what to do to come from the version before. */
const migrations: ((database: IDBDatabase) => void)[] = [
  (database) => STORES.forEach((name) => database.createObjectStore(name)),
];

/** The schema that this version of the package reads and writes. */
export const SCHEMA_VERSION = migrations.length;

const STORES = ['session', 'keys', 'revocations'] satisfies (keyof Stores)[];

/** What the errors of a transaction mean: `connection_lost` may be cured by a fresh connection. */
const CODES: Record<string, StorageError['code']> = {
  InvalidStateError: 'connection_lost',
  UnknownError: 'connection_lost',
  AbortError: 'connection_lost',
  QuotaExceededError: 'quota_exceeded',
};

interface DiskOptions {
  readonly factory: IDBFactory;
  readonly name: string;
  readonly clock: Clock;
  /** How long to wait for the database to open, in ms. */
  readonly openTimeout: number;
}

/**
 * A disk on IndexedDB. Opens at the first use, once more after a lost connection, closes when
 * another version of the page needs the database, and never waits for one that is blocked.
 */
export function createIndexedDbDisk(options: DiskOptions): Disk {
  let connection: Promise<IDBPDatabase> | undefined;
  /** The connection, once it is there: what uses it is asked for in the very tick. */
  let opened: IDBPDatabase | undefined;

  function close() {
    connection?.then(
      (database) => database.close(),
      () => {},
    );
    connection = undefined;
    opened = undefined;
  }

  function open() {
    const opening = openOurs(options).then((database) => {
      database.addEventListener('versionchange', close);
      database.addEventListener('close', close);
      if (connection === opening) opened = database;
      return database;
    });
    return opening;
  }

  async function attempt<T>(
    mode: IDBTransactionMode,
    work: (transaction: Transaction) => Promise<T>,
  ): Promise<T> {
    const database = opened ?? (await (connection ??= open()));
    const transaction = database.transaction<string[], 'readwrite'>(STORES, mode as 'readwrite', {
      durability: 'strict',
    });
    transaction.done.catch(() => {});
    const raw = unwrap(transaction);
    const failure = firstFailure(raw);
    const store = (name: string) => raw.objectStore(name);
    try {
      const result = await work({
        get: (name, key) => wrap(store(name).get(key)),
        has: async (name, key) => (await wrap(store(name).getKey(key))) !== undefined,
        all: (name) => wrap(store(name).getAll()),
        count: (name) => wrap(store(name).count()),
        put: (name, key, value) => written(store(name).put(value, key)),
        // Waited for, since only the request says that there is one already.
        add: async (name, key, value) => wrap(store(name).add(value, key)),
        delete: (name, key) => written(store(name).delete(key)),
        empty: (name) => written(store(name).clear()),
        commit: () => raw.commit(),
      });
      await transaction.done;
      return result;
    } catch (error) {
      try {
        transaction.abort();
      } catch {
        // Already over.
      }
      throw failure() ?? error;
    }
  }

  return {
    storage: 'indexeddb',
    close,
    async run(mode, work) {
      for (let isSecond = false; ; isSecond = true)
        try {
          return await attempt(mode, work);
        } catch (error) {
          if (error instanceof StorageError) {
            connection = undefined;
            throw error;
          }
          const code = CODES[(error as Error).name];
          if (!code) throw error;
          if (isSecond || code !== 'connection_lost') throw new StorageError(code);
          close();
        }
    },
  };
}

/** Which request of a transaction failed first: of the transaction itself is said that it was aborted. */
function firstFailure(transaction: IDBTransaction): () => DOMException | undefined {
  const failures: DOMException[] = [];
  transaction.addEventListener('error', ({ target }) => {
    const { error } = target as IDBRequest;
    if (error) failures.push(error);
  });
  return () => failures[0];
}

/** A write is not waited for: one that fails aborts its transaction, which fails with the same error. */
const written = (_request: IDBRequest) => Promise.resolve();

/**
 * Opens the database. One of our name and version that lacks our stores was made by somebody else, and
 * is made anew: nothing of ours can be in it.
 */
async function openOurs(options: DiskOptions): Promise<IDBPDatabase> {
  const database = await openDatabase(options);
  if (STORES.every((name) => database.objectStoreNames.contains(name))) return database;
  database.close();
  await deleteDatabase(options);
  return openDatabase(options);
}

function deleteDatabase({ factory, name, clock, openTimeout }: DiskOptions): Promise<unknown> {
  return bounded(
    clock,
    openTimeout,
    () =>
      new Promise((resolve, reject) => {
        const request = factory.deleteDatabase(name);
        request.onsuccess = resolve;
        request.onerror = reject;
      }),
  ).catch(() => {
    throw new StorageError('unavailable');
  });
}

function openDatabase({ factory, name, clock, openTimeout }: DiskOptions) {
  let isLate = false;
  const opening = () =>
    new Promise<IDBPDatabase>((resolve, reject) => {
      const fail = (code: StorageError['code']) => {
        isLate = true;
        reject(new StorageError(code));
      };
      try {
        const request = factory.open(name, SCHEMA_VERSION);
        request.onblocked = () => fail('unavailable');
        request.onupgradeneeded = ({ oldVersion }) => {
          for (const migrate of migrations.slice(oldVersion)) migrate(request.result);
        };
        request.onerror = (event) => {
          event.preventDefault();
          fail(request.error?.name === 'VersionError' ? 'newer_schema' : 'unavailable');
        };
        request.onsuccess = () => {
          if (isLate) return request.result.close();
          resolve(wrap(request.result));
        };
      } catch {
        fail('unavailable');
      }
    });
  return bounded(clock, openTimeout, opening).catch((error: unknown) => {
    isLate = true;
    throw error instanceof StorageError ? error : new StorageError('timed_out');
  });
}
