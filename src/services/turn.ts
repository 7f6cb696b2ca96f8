import type { LocksLike } from './environment.js';

/** The right to drain the outbox: one tab at a time. */
export interface Turn {
  /** Resolves once this tab has its turn; rejects when `signal` aborts before. */
  take(signal: AbortSignal): Promise<void>;
  release(): void;
}

/**
 * A turn under a Web Lock, held until `release`. Without locks, or where they are refused (cookies are
 * blocked, a sandboxed frame), everyone always has a turn: then the leases of the entries alone keep
 * two senders apart.
 */
export function createTurn(name: string, locks: LocksLike | undefined): Turn {
  let release = () => {};
  /** Holds the lock until it is released: resolves when it is. */
  function hold(signal: AbortSignal, onTurn: () => void): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    onTurn();
    return new Promise<void>((done) => {
      release = done;
    });
  }
  return {
    take: (signal) =>
      new Promise((resolve, reject) => {
        const refused = () => (signal.aborted ? reject(signal.reason as Error) : resolve());
        if (!locks) return resolve();
        try {
          locks.request(name, { signal }, () => hold(signal, resolve)).catch(refused);
        } catch {
          refused();
        }
      }),
    release: () => release(),
  };
}
