import { type IDBPDatabase, wrap } from 'idb';
import type { Disk, Stores, Transaction } from './disk.js';
import { StorageError } from './disk.js';
import type { Clock } from './environment.js';

/** One entry per schema version: what to do to come from the version before. */
const migrations: ((database: IDBDatabase) => void)[] = [
  (database) => {
    for (const name of ['session', 'keys', 'revocations']) database.createObjectStore(name);
  },
];

const STORES = ['session', 'keys', 'revocations'] satisfies (keyof Stores)[];

/** Errors that a fresh connection may cure. */
const LOST = ['InvalidStateError', 'UnknownError', 'AbortError'];

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

  function close() {
    const closing = connection;
    connection = undefined;
    void closing?.then(
      (database) => database.close(),
      () => undefined,
    );
  }

  async function open() {
    const database = await openDatabase(options);
    const drop = () => {
      database.close();
      connection = undefined;
    };
    database.addEventListener('versionchange', drop);
    database.addEventListener('close', drop);
    return database;
  }

  async function attempt<T>(
    mode: IDBTransactionMode,
    work: (transaction: Transaction) => Promise<T>,
  ) {
    connection ??= open();
    const opening = connection;
    const database = await opening.catch((error: unknown) => {
      if (connection === opening) connection = undefined;
      throw error;
    });
    const raw = database.transaction(STORES, mode, { durability: 'strict' });
    const done = raw.done;
    done.catch(() => undefined);
    try {
      const result = await work({
        get: (store, key) => raw.objectStore(store).get(key),
        all: (store) => raw.objectStore(store).getAll(),
        count: (store) => raw.objectStore(store).count(),
        put: (store, key, value) => {
          if (mode === 'readonly') throw new StorageError('write_failed');
          return (raw as WritableTransaction).objectStore(store).put(value, key);
        },
        delete: (store, key) => (raw as WritableTransaction).objectStore(store).delete(key),
      });
      await done;
      return result;
    } catch (error) {
      try {
        raw.abort();
      } catch {
        // Already over.
      }
      throw error;
    }
  }

  return {
    storage: 'indexeddb',
    close,
    async run(mode, work) {
      try {
        return await attempt(mode, work);
      } catch (error) {
        if (!isNamed(error, LOST)) throw toStorageError(error);
        close();
        return await attempt(mode, work).catch((second: unknown) => {
          throw toStorageError(second);
        });
      }
    },
  };
}

interface WritableTransaction {
  objectStore(name: string): {
    put(value: unknown, key: string): Promise<unknown>;
    delete(key: string): Promise<unknown>;
  };
}

function openDatabase({ factory, name, clock, openTimeout }: DiskOptions) {
  return new Promise<IDBPDatabase>((resolve, reject) => {
    let late = false;
    const fail = (error: unknown) => {
      late = true;
      clock.clearTimeout(timer);
      reject(error instanceof Error ? error : new StorageError('unavailable'));
    };
    const timer = clock.setTimeout(() => fail(new StorageError('timed_out')), openTimeout);
    try {
      const request = factory.open(name, migrations.length);
      request.onblocked = () => fail(new StorageError('unavailable'));
      request.onupgradeneeded = (event) => {
        for (const migrate of migrations.slice(event.oldVersion)) migrate(request.result);
      };
      request.onerror = (event) => {
        event.preventDefault();
        fail(
          new StorageError(request.error?.name === 'VersionError' ? 'newer_schema' : 'unavailable'),
        );
      };
      request.onsuccess = () => {
        if (late) return request.result.close();
        clock.clearTimeout(timer);
        resolve(wrap(request.result) as IDBPDatabase);
      };
    } catch {
      fail(new StorageError('unavailable'));
    }
  });
}

function isNamed(error: unknown, names: readonly string[]) {
  return typeof error === 'object' && error !== null && 'name' in error
    ? names.includes(String(error.name))
    : false;
}

function toStorageError(error: unknown) {
  if (isNamed(error, LOST)) return new StorageError('connection_lost');
  if (isNamed(error, ['QuotaExceededError'])) return new StorageError('quota_exceeded');
  return error;
}
