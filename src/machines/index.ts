import { authMachine as bareAuthMachine } from './auth-machine.js';
import { describeMachine } from './describe.js';
import { outboxMachine as bareOutboxMachine } from './outbox-machine.js';

export type { AuthMachine } from './auth-machine.js';
export { delays } from './actors.js';
export type {
  AuthDelay,
  DepartureInput,
  GuardOutput,
  RefreshOutput,
  RestoreOutput,
} from './actors.js';
export type { AuthContext } from './context.js';
export type { AuthEmitted, AuthEvent } from './events.js';
export type { OutboxMachine } from './outbox-machine.js';
export type * from './types.js';
export { isSameView, toAuthView } from './view.js';
export type {
  AuthenticatedView,
  AuthSnapshot,
  AuthView,
  InitializingView,
  LoggedOutView,
  LoggingOutView,
  SigningInView,
} from './view.js';

/** {@inheritDoc bareAuthMachine} */
export const authMachine = describeMachine(bareAuthMachine);

/** {@inheritDoc bareOutboxMachine} */
export const outboxMachine = describeMachine(bareOutboxMachine);

export { describeMachine };
