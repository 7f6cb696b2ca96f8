import type { Environment } from './environment.js';

/** What the engine needs of the platform at its start: nothing here is touched on a server. */
export type StartEnvironment = Pick<
  Environment,
  'indexedDB' | 'localStorage' | 'crypto' | 'clock' | 'reportError'
>;

/** The platform's own parts. */
export function startEnvironment(): StartEnvironment {
  const scope = globalThis;
  return {
    indexedDB: part(() => scope.indexedDB),
    localStorage: part(() => (typeof window === 'undefined' ? undefined : scope.localStorage)),
    crypto: part(() => scope.crypto),
    clock: {
      now: () => Date.now(),
      setTimeout: (run, delay) => scope.setTimeout(run, delay),
      clearTimeout: (id) => scope.clearTimeout(id as number),
    },
    reportError: (error) => (scope.reportError ?? console.error)(error),
  };
}

/** Reading some of these throws where the user or a sandbox forbids them. */
export function part<T>(read: () => T): T | undefined {
  try {
    return read() ?? undefined;
  } catch {
    return undefined;
  }
}
