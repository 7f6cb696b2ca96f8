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
      listeners.add(deliver);
      return () => listeners.delete(deliver);
    },
    emit: (notice) => notifyAll(listeners, notice, reportError),
  };
}
