import type { Environment } from './environment.js';

/** What the engine needs of the platform at its start. */
export type StartEnvironment = Pick<Environment, 'clock' | 'reportError'>;

/** The platform's own parts. */
export function startEnvironment(): StartEnvironment {
  return {
    clock: {
      now: () => Date.now(),
      setTimeout: (run, delay) => setTimeout(run, delay),
      clearTimeout: (id) => clearTimeout(id as number),
    },
    reportError: (error) => (globalThis.reportError ?? console.error)(error),
  };
}
