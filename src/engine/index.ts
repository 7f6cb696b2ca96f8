export type {
  Auth,
  AuthNotice,
  AuthNoticeOf,
  LogoutCleaner,
  LogoutGuard,
  PendingRevocation,
  SessionCheck,
  SessionTokens,
} from './auth.js';
export { createAuth } from './create-auth.js';
export {
  ConfigurationError,
  EngineUnavailableError,
  LogoutError,
  SessionEndedError,
  SignInError,
} from './errors.js';
export type { LogoutErrorCode } from './errors.js';
export type { AuthOptions, IdleOptions, InitialState } from './options.js';
export type { RequestHeaders, RequestOptions } from './request-options.js';
