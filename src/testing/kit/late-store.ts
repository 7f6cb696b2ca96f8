import { disguise, method } from './disguise.js';

/** What a store of a transaction that has not begun yet asks of it. */
export interface StoreContext {
  readonly transaction: () => IDBTransaction;
  /** The real transaction, once it has begun. */
  readonly real: () => IDBTransaction | undefined;
  /** Makes a request, now or when the transaction begins. */
  readonly ask: (make: (real: IDBTransaction) => IDBRequest, source: () => unknown) => IDBRequest;
  /** A store of the same name, outside of any transaction: it knows its paths and indexes. */
  readonly described: IDBObjectStore;
}

type Source = IDBObjectStore | IDBIndex;
type Ask = (...args: unknown[]) => IDBRequest;

const reads = ['get', 'getKey', 'getAll', 'getAllKeys', 'count', 'openCursor', 'openKeyCursor'];
const writes = ['put', 'add', 'delete', 'clear'];
const facts = ['name', 'keyPath', 'autoIncrement', 'indexNames', 'unique', 'multiEntry'];

/** A store of a transaction that has not begun yet. */
export function createLateStore(context: StoreContext): IDBObjectStore {
  const { described, transaction } = context;
  const { name } = described;
  const store: IDBObjectStore = disguise(IDBObjectStore, {
    ...requests([...reads, ...writes], context, (real) => real.objectStore(name)),
    ...factsOf(described),
    transaction: { get: transaction },
    index: method((index: string) => createLateIndex(context, store, index)),
    createIndex: method(onlyInAnUpgrade),
    deleteIndex: method(onlyInAnUpgrade),
  });
  return store;
}

function createLateIndex(context: StoreContext, store: IDBObjectStore, name: string): IDBIndex {
  const described = context.described.index(name);
  const find = (real: IDBTransaction) => real.objectStore(store.name).index(name);
  return disguise(IDBIndex, {
    ...requests(reads, context, find),
    ...factsOf(described),
    objectStore: { get: () => store },
  });
}

/** Methods that make requests of the real store or index when the time has come. */
function requests(
  names: readonly string[],
  { ask, transaction }: StoreContext,
  find: (real: IDBTransaction) => Source,
): Record<string, PropertyDescriptor> {
  const request = (name: string) =>
    method((...args: unknown[]) => {
      const isWrite = writes.includes(name);
      if (isWrite && transaction().mode === 'readonly')
        throw new DOMException('The transaction is read-only.', 'ReadOnlyError');
      // IndexedDB copies a value when it is given, not when it is written.
      const given = isWrite && args.length > 0 ? structuredClone(args) : args;
      let source: Source | undefined;
      return ask(
        (real) => {
          source = find(real);
          return (Reflect.get(source, name) as Ask).apply(source, given);
        },
        () => source ?? null,
      );
    });
  return Object.fromEntries(names.map((name) => [name, request(name)]));
}

const factsOf = (source: Source) =>
  Object.fromEntries(
    facts
      .filter((fact) => fact in source)
      .map((fact): [string, PropertyDescriptor] => [
        fact,
        { get: () => Reflect.get(source, fact, source) as unknown },
      ]),
  );

function onlyInAnUpgrade(): never {
  throw new DOMException('This transaction is no upgrade.', 'InvalidStateError');
}
