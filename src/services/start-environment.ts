import type { Environment } from './environment.js';

/** What the engine needs of the platform at its start. */
export type StartEnvironment = Pick<Environment, 'localStorage' | 'clock' | 'reportError'>;

/** The platform's own parts: nothing of them is touched on a server. */
export function startEnvironment(): StartEnvironment {
  const scope = globalThis;
  return {
    localStorage: readLocalStorage(),
    clock: {
      now: () => Date.now(),
      setTimeout: (run, delay) => scope.setTimeout(run, delay),
      clearTimeout: (id) => scope.clearTimeout(id as number),
    },
    reportError: (error) => (scope.reportError ?? console.error)(error),
  };
}

/** Reading it throws where the user or a sandbox forbids it. */
function readLocalStorage() {
  try {
    return typeof window === 'undefined' ? undefined : window.localStorage;
  } catch {
    return undefined;
  }
}
