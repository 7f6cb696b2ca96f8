import type { Environment } from './environment.js';

/** What the engine needs of the platform at its start. */
export type StartEnvironment = Pick<Environment, 'localStorage' | 'clock' | 'reportError'>;

/** The platform's own parts: nothing of them is touched on a server. */
export function startEnvironment(): StartEnvironment {
  const scope = globalThis;
  return {
    localStorage: typeof window === 'undefined' ? undefined : part(() => scope.localStorage),
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
