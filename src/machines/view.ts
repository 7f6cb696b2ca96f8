import type { SnapshotFrom } from 'xstate';
import type { AuthMachine } from './auth-machine.js';
import type {
  AppOutcome,
  DeviceOutcome,
  LoggedOutReason,
  ServerOutcome,
  StorageKind,
  User,
} from './types.js';

/** A snapshot of {@link authMachine}. */
export type AuthSnapshot = SnapshotFrom<AuthMachine>;

interface Common {
  /** Where the session is kept. */
  readonly storage: StorageKind;
  /** Revocations that the server has not confirmed yet. */
  readonly pendingRevocations: number;
}

/** The user has been away for long: unless somebody uses the app, the session ends. */
export interface IdleWarning {
  /** When it ends, in ms since the epoch, by this device's clock. */
  readonly endsAt: number;
}

interface SignedOut extends Common {
  readonly isAuthenticated: false;
  readonly user: null;
  readonly idle: null;
}

/** The app has not asked the device yet whether someone is signed in. */
export interface InitializingView extends SignedOut {
  readonly status: 'initializing';
  readonly ready: false;
}

/** Someone is signed in. */
export interface AuthenticatedView extends Common {
  readonly status: 'authenticated';
  readonly ready: true;
  readonly isAuthenticated: true;
  readonly user: User;
  /** Null while somebody uses the app, and without an idle limit. */
  readonly idle: IdleWarning | null;
}

/** Someone is being signed in. */
export interface SigningInView extends SignedOut {
  readonly status: 'signingIn';
  readonly ready: true;
}

/** Nobody is signed in any more; the three outcomes are null while they are open. */
export interface LoggingOutView extends SignedOut {
  readonly status: 'loggingOut';
  readonly ready: true;
  readonly reason: LoggedOutReason;
  readonly device: DeviceOutcome | null;
  readonly server: ServerOutcome | null;
  readonly app: AppOutcome | null;
}

/** Nobody is signed in. */
export interface LoggedOutView extends SignedOut {
  readonly status: 'loggedOut';
  readonly ready: true;
  readonly reason: LoggedOutReason;
}

/** What an app sees, told apart by `status`, `ready` or `isAuthenticated`. */
export type AuthView =
  | InitializingView
  | AuthenticatedView
  | SigningInView
  | LoggingOutView
  | LoggedOutView;

/**
 * Projects a snapshot of the machine to what an app sees. Pure; safe to call in a selector together
 * with {@link isSameView}.
 */
export function toAuthView({ value, context }: AuthSnapshot): AuthView {
  const { session, reason, device, server, app, storage, pendingRevocations } = context;
  const [status] = typeof value === 'string' ? [value] : Object.keys(value);
  return {
    status,
    ready: status !== 'initializing',
    isAuthenticated: session !== null,
    user: session?.user ?? null,
    idle: null,
    storage,
    pendingRevocations,
    ...(status?.startsWith('log') && { reason: reason ?? 'logout' }),
    ...(status === 'loggingOut' && { device, server, app }),
  } as AuthView;
}

/** Whether two views would show the same. */
export function isSameView(a: AuthView, b: AuthView): boolean {
  return Object.keys({ ...a, ...b }).every(
    (key) => a[key as keyof AuthView] === b[key as keyof AuthView],
  );
}
