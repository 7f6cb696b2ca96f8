import type { Disk, Stores, Transaction } from './disk.js';

/** A disk that lasts as long as the page: for contexts without IndexedDB or Web Crypto. */
export function createMemoryDisk(): Disk {
  const stores: { [S in keyof Stores]: Map<string, Stores[S]> } = {
    session: new Map(),
    keys: new Map(),
    revocations: new Map(),
  };
  const transaction: Transaction = {
    get: (store, key) => Promise.resolve(stores[store].get(key)),
    has: (store, key) => Promise.resolve(stores[store].has(key)),
    all: (store) => Promise.resolve([...stores[store].values()]),
    count: (store) => Promise.resolve(stores[store].size),
    put: (store, key, value) => Promise.resolve(stores[store].set(key, value)),
    add: (store, key, value) =>
      stores[store].has(key)
        ? Promise.reject(new DOMException('There is one already.', 'ConstraintError'))
        : Promise.resolve(stores[store].set(key, value)),
    empty: (store) => Promise.resolve(stores[store].clear()),
    commit() {},
    delete: (store, key) => Promise.resolve(stores[store].delete(key)),
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    storage: 'memory',
    run(_mode, work) {
      const run = last.then(() => work(transaction));
      last = run.catch(() => undefined);
      return run;
    },
    close() {},
  };
}
