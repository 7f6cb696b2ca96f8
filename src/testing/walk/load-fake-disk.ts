import { createScopedDatabases } from './scoped-databases.js';

const classes = [
  'IDBCursor',
  'IDBCursorWithValue',
  'IDBDatabase',
  'IDBFactory',
  'IDBIndex',
  'IDBKeyRange',
  'IDBObjectStore',
  'IDBOpenDBRequest',
  'IDBRequest',
  'IDBTransaction',
  'IDBVersionChangeEvent',
] as const;

/** A disk for one walk. */
export interface FakeDisk {
  readonly indexedDB: IDBFactory;
  /** Whether it is the platform's own, which takes real time. */
  readonly isReal: boolean;
  /** Deletes what is on it. */
  readonly clear: () => Promise<void>;
}

/**
 * An empty IndexedDB: the platform's own where it has one, under names that nobody else uses; otherwise
 * one in memory. Its classes become global then, as the `idb` library expects; the global `indexedDB` is
 * left alone.
 *
 * @throws Error when there is neither, and fake-indexeddb is not installed.
 */
export async function loadFakeDisk(): Promise<FakeDisk> {
  const own = globalThis.indexedDB as IDBFactory | undefined;
  if (own && isOfThePlatform(own)) {
    const scoped = createScopedDatabases(own);
    return { indexedDB: scoped.indexedDB, isReal: true, clear: () => scoped.clear() };
  }
  const library = await import('fake-indexeddb').catch((cause: unknown) => {
    throw new Error(
      'Walking auth paths needs a disk in memory. Install it: npm install --save-dev fake-indexeddb',
      { cause },
    );
  });
  for (const name of classes)
    if (Reflect.get(globalThis, name) === undefined)
      Object.defineProperty(globalThis, name, {
        value: library[name],
        configurable: true,
        writable: true,
      });
  return { indexedDB: new library.IDBFactory(), isReal: false, clear: async () => {} };
}

/** Whether it is the browser's, and not a library's that was put in its place. */
function isOfThePlatform({ open }: Pick<IDBFactory, 'open'>): boolean {
  return /\[native code\]/.test(Function.prototype.toString.call(open));
}
