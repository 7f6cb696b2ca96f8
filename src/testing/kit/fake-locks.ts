import type { LocksLike } from '../../services/environment.js';

/** Web Locks shared by fake tabs: exclusive, first come first served. */
export function createFakeLocks(): LocksLike {
  const queues = new Map<string, Promise<unknown>>();
  return {
    request<T>(name: string, { signal }: { signal?: AbortSignal }, callback: () => Promise<T>) {
      const turn = (queues.get(name) ?? Promise.resolve()).then(() => {
        signal?.throwIfAborted();
        return callback();
      });
      queues.set(
        name,
        turn.catch(() => undefined),
      );
      return turn;
    },
  };
}
