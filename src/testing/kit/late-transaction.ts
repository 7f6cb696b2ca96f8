import { disguise, method } from './disguise.js';
import { createLateListeners } from './late-listeners.js';
import type { LateRequest } from './late-request.js';
import { createLateRequest } from './late-request.js';
import { createLateStore } from './late-store.js';
import { nextTurn } from './next-turn.js';

/** A transaction that takes requests at once and makes them when it is started. */
export interface LateTransaction {
  readonly transaction: IDBTransaction;
  start(): void;
  fail(error: DOMException): void;
}

/**
 * Puts off a transaction of IndexedDB, as one does that waits for another: `begin` begins the real
 * one. `model` is one over the same stores that only reads: it knows them beforehand.
 */
export function createLateTransaction(
  begin: () => IDBTransaction,
  model: IDBTransaction,
  { mode, durability }: Pick<IDBTransaction, 'mode' | 'durability'>,
): LateTransaction {
  const { db, objectStoreNames } = model;
  const waiting: LateRequest[] = [];
  const stores = new Map<string, IDBObjectStore>();
  const described = new Map([...objectStoreNames].map((name) => [name, model.objectStore(name)]));
  const listeners = createLateListeners(['complete', 'abort', 'error']);
  let real: IDBTransaction | undefined;
  let failure: DOMException | null | undefined;
  let phase: 'active' | 'inactive' | 'committing' | 'over' = 'active';
  // Requests are taken until control returns to the event loop.
  void nextTurn().then(() => {
    if (phase === 'active') phase = 'inactive';
  });

  function ask(make: (real: IDBTransaction) => IDBRequest, source: () => unknown): IDBRequest {
    if (real) return make(real);
    if (phase !== 'active') throw named('TransactionInactiveError');
    const late = createLateRequest(
      () => make(real ?? begin()),
      source,
      () => transaction,
    );
    waiting.push(late);
    return late.request;
  }

  function end(error: DOMException | null): void {
    phase = 'over';
    failure = error;
    for (const request of waiting.splice(0)) {
      request.fail(error ?? named('AbortError'));
      listeners.fire('error', request.request);
    }
    listeners.fire('abort', transaction);
  }

  const transaction: IDBTransaction = disguise(IDBTransaction, {
    ...listeners.members,
    mode: { get: () => mode },
    durability: { get: () => durability },
    db: { get: () => db },
    objectStoreNames: { get: () => objectStoreNames },
    error: { get: () => (real ? real.error : (failure ?? null)) },
    objectStore: method((name: string) => {
      if (real) return real.objectStore(name);
      if (phase === 'over') throw named('InvalidStateError');
      const description = described.get(name);
      if (!description) throw named('NotFoundError');
      const context = { transaction: () => transaction, real: () => real, ask };
      const store = stores.get(name) ?? createLateStore({ ...context, described: description });
      stores.set(name, store);
      return store;
    }),
    commit: method(() => {
      if (real) return real.commit();
      if (phase !== 'active') throw named('InvalidStateError');
      phase = 'committing';
    }),
    abort: method(() => {
      if (real) return real.abort();
      if (phase === 'committing' || phase === 'over') throw named('InvalidStateError');
      phase = 'over';
      queueMicrotask(() => end(null));
    }),
  });

  return {
    transaction,
    start() {
      if (phase === 'over') return;
      real = begin();
      listeners.handOver(real);
      for (const request of waiting.splice(0)) request.begin();
      if (phase === 'committing') real.commit();
    },
    fail(error) {
      if (phase !== 'over') end(error);
    },
  };
}

const named = (name: string) => new DOMException(`The transaction: ${name}.`, name);
