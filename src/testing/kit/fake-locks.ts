import type { LocksLike } from '../../services/environment.js';

/** Web Locks shared by fake tabs: exclusive, first come first served. */
export function createFakeLocks(): LocksLike {
  const queues = new Map<string, Promise<unknown>>();
  return {
    async request<T>(
      name: string,
      { signal }: { signal?: AbortSignal },
      callback: () => Promise<T>,
    ): Promise<T> {
      signal?.throwIfAborted();
      const turn = queues.get(name) ?? Promise.resolve();
      let isHeld = false;
      const result = turn.then(() => {
        signal?.throwIfAborted();
        isHeld = true;
        return callback();
      });
      queues.set(
        name,
        result.catch(() => undefined),
      );
      // Who waits is let go at once; who holds the lock keeps it.
      const letGo = new Promise<never>((_, reject) => {
        signal?.addEventListener('abort', () => isHeld || reject(signal.reason as Error));
      });
      return Promise.race([result, letGo]);
    },
  };
}
