import type { Auth, AuthNotice } from './auth.js';

/** Calls every listener. One that throws is reported and disturbs nobody. */
export function notifyAll<T>(
  listeners: Iterable<(value: T) => void>,
  value: T,
  reportError: (error: unknown) => void,
): void {
  for (const listener of [...listeners])
    try {
      listener(value);
    } catch (error) {
      reportError(error);
    }
}

/** Adds to a set; returns the function that takes it out again. */
export function register<T>(set: Set<T>, item: T): () => void {
  set.add(item);
  return () => void set.delete(item);
}

/** Hands notices to listeners. */
export interface Notices {
  readonly on: Auth['on'];
  readonly emit: (notice: AuthNotice) => void;
}

export function createNotices(reportError: (error: unknown) => void): Notices {
  const listeners = new Set<(notice: AuthNotice) => void>();
  return {
    on(type, listener) {
      const deliver = (notice: AuthNotice) => {
        if (type === '*' || notice.type === type)
          listener(notice as Parameters<typeof listener>[0]);
      };
      return register(listeners, deliver);
    },
    emit: (notice) => notifyAll(listeners, notice, reportError),
  };
}
