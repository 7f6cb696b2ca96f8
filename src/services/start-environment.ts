import type { Environment } from './environment.js';

/** What the engine needs of the platform at its start. */
export type StartEnvironment = Pick<Environment, 'clock' | 'reportError'>;

/** The platform's own parts. */
export function startEnvironment(): StartEnvironment {
  const scope = globalThis;
  return {
    clock: {
      now: () => Date.now(),
      setTimeout: (run, delay) => scope.setTimeout(run, delay),
      clearTimeout: (id) => scope.clearTimeout(id as number),
    },
    reportError: (error) => (scope.reportError ?? console.error)(error),
  };
}
