import { disguise } from './disguise.js';
import { createLateListeners } from './late-listeners.js';

/** A request of a transaction that has not begun yet. */
export interface LateRequest {
  readonly request: IDBRequest;
  /** Makes the real request. */
  begin(): void;
  fail(error: DOMException): void;
}

/** Puts off one request: `make` makes the real one. */
export function createLateRequest(
  make: () => IDBRequest,
  source: () => unknown,
  transaction: () => IDBTransaction,
): LateRequest {
  let real: IDBRequest | undefined;
  let failure: DOMException | undefined;
  const listeners = createLateListeners(['success', 'error']);

  const request = disguise(IDBRequest, {
    ...listeners.members,
    result: {
      get() {
        if (real) return real.result as unknown;
        throw failure ? inState('The request failed.') : inState('The request is pending.');
      },
    },
    error: {
      get() {
        if (real) return real.error;
        if (failure) return failure;
        throw inState('The request is pending.');
      },
    },
    readyState: { get: () => real?.readyState ?? (failure ? 'done' : 'pending') },
    source: { get: source },
    transaction: { get: transaction },
  });

  return {
    request,
    begin() {
      real = make();
      listeners.handOver(real);
    },
    fail(error) {
      failure = error;
      listeners.fire('error', request);
    },
  };
}

const inState = (message: string) => new DOMException(message, 'InvalidStateError');
