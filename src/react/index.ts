'use client';

export { MoonKeyProvider } from './provider.js';
export type { MoonKeyProviderProps } from './provider-props.js';
export type {
  AppearanceConfig,
  EmailOtpConfig,
  EmbeddedWalletsConfig,
  MoonKeyConfig,
} from './config.js';
export type { LoginMethod } from './login-method.js';
export type { DialogTexts } from './dialog-texts.js';
export type { Start, StartParams } from './start-params.js';
export { useMoonKey } from './use-moon-key.js';
export type { MoonKey } from './moon-key.js';
export { useLogout } from './use-logout.js';
export type { UseLogout, UseLogoutOptions } from './use-logout.js';
export { useLoginWithEmail } from './use-login-with-email.js';
export type {
  LoginWithEmailState,
  UseLoginWithEmail,
  UseLoginWithEmailOptions,
} from './login-with-email.js';
export { useAuthSelector } from './use-auth-selector.js';
export { useAuth } from './use-auth.js';
export { useSessionSignal } from './use-session-signal.js';
export { useIdleWarning } from './use-idle-warning.js';
export type { IdleWarningState } from './use-idle-warning.js';
export { Authenticated, Unauthenticated } from './guards.js';
export type { AuthenticatedProps, UnauthenticatedProps } from './guards.js';
export { useLogoutCleaner, useLogoutGuard } from './use-logout-hooks.js';

export type {
  Auth,
  AuthNotice,
  AuthNoticeOf,
  AuthOptions,
  ConfigurationError,
  IdleOptions,
  RequestHeaders,
  RequestOptions,
  InitialState,
  LogoutCleaner,
  LogoutError,
  LogoutErrorCode,
  LogoutGuard,
  PendingRevocation,
  SessionEndedError,
  SessionTokens,
  SignInError,
} from '../engine/index.js';
export type {
  AppOutcome,
  DeviceOutcome,
  LoggedOutReason,
  ServerOutcome,
  StorageKind,
  User,
} from '../machines/types.js';
export type {
  AuthenticatedView,
  AuthView,
  IdleWarning,
  InitializingView,
  LoggedOutView,
  LoggingOutView,
  SigningInView,
} from '../machines/view.js';
export type { Backend, Grant, RevocationProof } from '../services/backend.js';
