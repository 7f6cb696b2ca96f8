import type { LocksLike } from './environment.js';

/** The right to do something that one tab at a time does: to drain the outbox, to refresh. */
export interface Turn {
  /**
   * Resolves once this tab has its turn, with whether it is under a lock; rejects when `signal` aborts
   * before.
   */
  take(signal: AbortSignal): Promise<boolean>;
  release(): void;
}

/**
 * A turn under a Web Lock, held until `release`. Without locks, or where they are refused (cookies are
 * blocked, a sandboxed frame), everyone always has a turn: then leases alone keep two
 * tabs apart.
 */
export function createTurn(name: string, locks: LocksLike | undefined): Turn {
  let release = () => {};
  /** Holds the lock until it is released: resolves when it is. */
  function hold(signal: AbortSignal, onTurn: (hasLock: boolean) => void): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    onTurn(true);
    return new Promise<void>((done) => {
      release = done;
    });
  }
  return {
    take: (signal) =>
      new Promise((resolve, reject) => {
        const refused = () => (signal.aborted ? reject(signal.reason as Error) : resolve(false));
        if (!locks) return resolve(false);
        try {
          locks.request(name, { signal }, () => hold(signal, resolve)).catch(refused);
        } catch {
          refused();
        }
      }),
    release: () => release(),
  };
}
