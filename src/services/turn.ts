import type { LocksLike } from './environment.js';

/** The right to drain the outbox: one tab at a time. */
export interface Turn {
  /** Resolves once this tab has its turn; rejects when `signal` aborts before. */
  take(signal: AbortSignal): Promise<void>;
  release(): void;
}

/**
 * A turn under a Web Lock, held until `release`. Without locks everyone always has a turn: then the
 * leases of the entries alone keep two senders apart.
 */
export function createTurn(name: string, locks: LocksLike | undefined): Turn {
  let release = () => {};
  return {
    take: (signal) =>
      locks
        ? new Promise((resolve, reject) => {
            locks
              .request(name, { signal }, () => {
                if (signal.aborted) return Promise.resolve();
                resolve();
                return new Promise<void>((done) => {
                  release = done;
                });
              })
              .catch(reject);
          })
        : Promise.resolve(),
    release: () => release(),
  };
}
