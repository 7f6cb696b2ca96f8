import { assign } from 'xstate';
import { initialContext } from './context.js';
import { auth } from './setup.js';
import { authenticated } from './states/authenticated.js';
import { initializing } from './states/initializing.js';
import { loggedOut } from './states/logged-out.js';
import { loggingOut } from './states/logging-out.js';
import { signingIn } from './states/signing-in.js';

/**
 * The life of one session on this device, as a statechart. Pure: its services are stubs that reject
 * until `createAuth()`, or your own `.provide()`, binds them.
 *
 * `authenticated` is entered from `initializing` and `signingIn` only, so nothing that was under way
 * when a logout began can bring the session back.
 *
 * @example
 * ```ts
 * import { createActor, fromPromise } from 'xstate'
 * import { authMachine } from '@moon-key/react-auth/machine'
 *
 * const actor = createActor(
 *   authMachine.provide({
 *     actors: {
 *       restoreSession: fromPromise(async () => ({
 *         session: null, storage: 'memory', reason: 'noSession',
 *       })),
 *     },
 *   }),
 * ).start()
 * ```
 */
export const authMachine = auth.createMachine({
  id: 'auth',
  context: initialContext,
  on: {
    OUTBOX_CHANGED: { actions: assign({ pendingRevocations: ({ event }) => event.pending }) },
    STORAGE_CHANGED: { actions: assign({ storage: ({ event }) => event.storage }) },
  },
  initial: 'initializing',
  states: { initializing, authenticated, loggingOut, loggedOut, signingIn },
});

/** The machine's type: what `provide()` and `createActor()` of it take and give. */
export type AuthMachine = typeof authMachine;
