import { describeMachine } from './describe.js';
import { getIdleMachine } from './idle-machine.js';
import { getOutboxMachine } from './outbox-machine.js';
import { stubbedAuthMachine } from './stubbed-auth-machine.js';

export type { AuthMachine } from './auth-machine.js';
export { delays } from './delays.js';
export type { AuthDelay } from './delays.js';
export type {
  Clearing,
  GuardOutput,
  Leaving,
  RefreshOutput,
  RestoreOutput,
  ServiceName,
  Services,
  ServiceTypes,
} from './services.js';
export type { AuthContext } from './context.js';
export type { AuthEmitted, AuthEvent } from './events.js';
export type {
  IdleContext,
  IdleEvent,
  IdleLimits,
  IdleMachine,
  LatestActivity,
} from './idle-machine.js';
export type { OutboxMachine } from './outbox-machine.js';
export type * from './types.js';
export { isSameView, toAuthView } from './view.js';
export type {
  AuthenticatedView,
  AuthSnapshot,
  AuthView,
  IdleWarning,
  InitializingView,
  LoggedOutView,
  LoggingOutView,
  SigningInView,
} from './view.js';

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
export const authMachine = describeMachine(stubbedAuthMachine);

/**
 * Drains the revocation outbox: one tab at a time takes its turn, sends what is due, and waits for
 * what is not. Pure: `takeTurn` and `sendDue` are stubs that reject until they are provided.
 */
export const outboxMachine = getOutboxMachine();

/**
 * Whether the user of a session is still there, where the app sets an idle limit: it warns, then ends
 * the session. Pure: `latestActivity` is a stub that rejects until it is provided.
 */
export const idleMachine = getIdleMachine();

export { describeMachine };
