import type { LocksLike } from '../../services/environment.js';

/** Web Locks shared by fake tabs: first come first served. */
export function createFakeLocks(): LocksLike {
  const queues = new Map<string, Promise<unknown>>();
  const held: { readonly name: string }[] = [];

  async function hold<T>(name: string, callback: () => Promise<T>): Promise<T> {
    const lock = { name };
    held.push(lock);
    try {
      return await callback();
    } finally {
      held.splice(held.indexOf(lock), 1);
    }
  }

  return {
    query: () => Promise.resolve({ held: [...held] }),
    async request<T>(
      name: string,
      { signal, mode }: { signal?: AbortSignal; mode?: 'exclusive' | 'shared' },
      callback: () => Promise<T>,
    ): Promise<T> {
      signal?.throwIfAborted();
      // No name is asked for in both modes: who shares one waits for nobody.
      if (mode === 'shared') return hold(name, callback);
      const turn = queues.get(name) ?? Promise.resolve();
      let isHeld = false;
      const result = turn.then(() => {
        signal?.throwIfAborted();
        isHeld = true;
        return hold(name, callback);
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
