import type { createDevice } from '../../support/device.js';

type Device = Pick<ReturnType<typeof createDevice>, 'indexedDB'>;

/** Reads or writes the engine's database behind its back. */
export async function onRawDisk<T>(
  { indexedDB }: Device,
  work: (store: (name: string) => IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const open = indexedDB.open('moonkey:pk_test_1');
  await new Promise((resolve, reject) => {
    open.onsuccess = resolve;
    open.onerror = () => reject(open.error ?? new Error('open failed'));
  });
  const transaction = open.result.transaction(['session', 'keys', 'revocations'], 'readwrite');
  const request = work((name) => transaction.objectStore(name));
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
  });
  open.result.close();
  return request.result;
}

/** Keeps every other transaction waiting, as one that takes its time does, until the result is called. */
export async function holdDisk({ indexedDB }: Device): Promise<() => void> {
  const open = indexedDB.open('moonkey:pk_test_1');
  await new Promise((resolve) => open.addEventListener('success', resolve));
  const store = open.result.transaction('session', 'readwrite').objectStore('session');
  let isHeld = true;
  const hold = () => {
    if (isHeld) store.count().addEventListener('success', hold);
    else open.result.close();
  };
  hold();
  return () => {
    isHeld = false;
  };
}

/** An IndexedDB factory whose transactions fail from `break()` on until `heal()`. */
export function breakable(indexedDB: IDBFactory) {
  let isBroken = false;
  const factory = new Proxy(indexedDB, {
    get(target, key) {
      if (key !== 'open') return Reflect.get(target, key, target) as unknown;
      return (name: string, version?: number) => {
        const request = target.open(name, version);
        request.addEventListener('success', () => {
          const database = request.result;
          const begin = database.transaction.bind(database);
          database.transaction = (...args) => {
            if (isBroken) throw new DOMException('The connection is lost.', 'InvalidStateError');
            return begin(...args);
          };
        });
        return request;
      };
    },
  });
  return {
    factory,
    break: () => {
      isBroken = true;
    },
    heal: () => {
      isBroken = false;
    },
  };
}
