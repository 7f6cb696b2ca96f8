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

/**
 * An empty IndexedDB in memory. Where the platform has none, its classes become global, as the `idb`
 * library expects; the global `indexedDB` is left alone.
 *
 * @throws Error when fake-indexeddb is not installed.
 */
export async function loadFakeDisk(): Promise<IDBFactory> {
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
  return new library.IDBFactory();
}
