import type { Auth, AuthNotice } from './auth.js';

/** Hands notices to listeners. A listener that throws is reported and disturbs nobody. */
export interface Notices {
  readonly on: Auth['on'];
  emit(notice: AuthNotice): void;
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
    emit(notice) {
      for (const listener of [...listeners])
        try {
          listener(notice);
        } catch (error) {
          reportError(error);
        }
    },
  };
}
