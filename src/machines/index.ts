export { authMachine } from './auth-machine.js';
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
export { outboxMachine } from './outbox-machine.js';
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
