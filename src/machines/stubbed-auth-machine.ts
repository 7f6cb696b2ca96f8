import { fromPromise } from 'xstate';
import { type Actors, delays } from './actors.js';
import { createAuthMachine } from './auth-machine.js';

const stub = fromPromise<never, never>(() => Promise.reject(new Error('not provided')));

/** The machine with services that reject until others are provided, and without its descriptions. */
export const stubbedAuthMachine = createAuthMachine(
  {
    restoreSession: stub,
    verifySignIn: stub,
    commitSession: stub,
    refreshSession: stub,
    askLogoutGuards: stub,
    clearDevice: stub,
    revokeSession: stub,
    runCleaners: stub,
  } satisfies Record<keyof Actors, unknown> as unknown as Actors,
  delays,
);
