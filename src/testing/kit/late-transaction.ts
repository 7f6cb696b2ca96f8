const operations = [
  'get',
  'getAll',
  'getKey',
  'getAllKeys',
  'count',
  'put',
  'add',
  'delete',
  'clear',
] as const;
type Operation = (typeof operations)[number];
type Run = (...args: unknown[]) => IDBRequest;
type Listener = Parameters<EventTarget['addEventListener']>;

/** A transaction that takes operations at once and does them when it is started. */
export interface LateTransaction {
  readonly transaction: IDBTransaction;
  start(): void;
  fail(error: DOMException): void;
}

/** Puts off a transaction of IndexedDB: `begin` begins the real one. */
export function createLateTransaction(begin: () => IDBTransaction): LateTransaction {
  const late: ((real: IDBTransaction) => void)[] = [];
  const failing: ((type: string) => void)[] = [];
  let real: IDBTransaction | undefined;
  let failure: DOMException | undefined;

  const whenReal = (act: (transaction: IDBTransaction) => void) => {
    if (real) act(real);
    else late.push(act);
  };

  /** Hands listeners over to the real target; until there is one, keeps them for a failure. */
  const listening = (hand: (listener: Listener) => void) => {
    return (...listener: Listener) => {
      const [type, callback] = listener;
      failing.push((failed) => {
        if (failed === type && typeof callback === 'function') callback(new Event(type));
      });
      hand(listener);
    };
  };

  const operation =
    (store: string, name: Operation) =>
    (...args: unknown[]) => {
      let request: IDBRequest | undefined;
      whenReal((transaction) => {
        request = (transaction.objectStore(store)[name] as Run)(...args);
      });
      return like(IDBRequest, {
        result: () => request?.result,
        error: () => failure ?? request?.error,
        addEventListener: () => listening((listener) => whenReal(() => listen(request, listener))),
        removeEventListener: () => () => undefined,
      });
    };

  const transaction = like(IDBTransaction, {
    error: () => failure ?? real?.error,
    abort: () => () => whenReal((transaction) => transaction.abort()),
    addEventListener: () => listening((listener) => whenReal((target) => listen(target, listener))),
    removeEventListener: () => () => undefined,
    objectStore: () => (name: string) =>
      real?.objectStore(name) ??
      like(
        IDBObjectStore,
        Object.fromEntries(operations.map((each) => [each, () => operation(name, each)])),
      ),
  });

  return {
    transaction,
    start() {
      real = begin();
      for (const act of late.splice(0)) act(real);
    },
    fail(error) {
      failure = error;
      for (const type of ['error', 'abort']) for (const tell of failing) tell(type);
    },
  };
}

const listen = (target: EventTarget | undefined, listener: Listener) =>
  target?.addEventListener(...listener);

/** An object that passes for an instance of a class, with these properties. */
function like<T extends object>(
  { prototype }: { readonly prototype: T },
  properties: Record<string, () => unknown>,
): T {
  const descriptors = Object.entries(properties).map(([key, get]) => [key, { get }]);
  return Object.create(prototype, Object.fromEntries(descriptors)) as T;
}
