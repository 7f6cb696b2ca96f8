import type { LateTransaction } from './late-transaction.js';
import { createLateTransaction } from './late-transaction.js';

/** How one tab's disk behaves. */
export interface DiskGate {
  /** `silent` transactions wait until the disk answers again; `broken` ones throw. */
  readonly state: 'answers' | 'silent' | 'broken';
  set(state: DiskGate['state']): void;
}

/** A tab's own sight of a shared IndexedDB: its connections open, its transactions pass the gate. */
export function createGatedDatabase(factory: IDBFactory): DiskGate & {
  /** The tab's own sight. */
  readonly indexedDB: IDBFactory;
  /** The database without the gate: every other tab's sight. */
  readonly shared: IDBFactory;
} {
  let state: DiskGate['state'] = 'answers';
  let waiting: LateTransaction[] = [];

  function watch(database: IDBDatabase) {
    const begin = database.transaction.bind(database);
    database.transaction = (names, mode = 'readonly', options) => {
      if (state === 'broken') throw broken();
      if (state === 'answers') return begin(names, mode, options);
      const kind = { mode, durability: options?.durability ?? 'default' };
      const late = createLateTransaction(() => begin(names, mode, options), begin(names), kind);
      waiting.push(late);
      return late.transaction;
    };
  }

  return {
    get state() {
      return state;
    },
    set(next) {
      state = next;
      if (next === 'silent') return;
      const due = waiting;
      waiting = [];
      for (const late of due)
        if (next === 'broken') late.fail(broken());
        else late.start();
    },
    shared: factory,
    indexedDB: {
      cmp: (a, b) => factory.cmp(a, b),
      databases: () => factory.databases(),
      deleteDatabase: (name) => factory.deleteDatabase(name),
      open(name, version) {
        const request = factory.open(name, version);
        request.addEventListener('success', () => watch(request.result));
        return request;
      },
    },
  };
}

const broken = () => new DOMException('The disk is broken.', 'UnknownError');
