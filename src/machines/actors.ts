import { fromPromise } from 'xstate';
import type { HookFailure, LoggedOutReason, LogoutScope, PublicSession, Storage } from './types.js';

/** What a restore found. `reason` says why there is no session. */
export interface RestoreOutput {
  readonly session: PublicSession | null;
  readonly storage: Storage;
  readonly reason: 'noSession' | 'loggedOutElsewhere' | 'expired' | 'storageFailed';
}

/** What a refresh came to. */
export type RefreshOutput =
  | { readonly kind: 'refreshed'; readonly session: PublicSession }
  | { readonly kind: 'ended'; readonly reason: 'revoked' | 'loggedOutElsewhere' };

/** Whether the app lets the user go; `by` names the guard that vetoed. */
export interface GuardOutput {
  readonly by: string | null;
  readonly failures: readonly HookFailure[];
}

/** The session that leaves; `*` stands for whichever is on disk. */
export interface DepartureInput {
  readonly generation: string;
  readonly scope: LogoutScope;
  readonly reason: LoggedOutReason;
}

function notProvided<Output, Input>(name: string) {
  return fromPromise<Output, Input>(() =>
    Promise.reject(
      new Error(`The actor "${name}" is not provided: use createAuth(), or authMachine.provide().`),
    ),
  );
}

/** Stubs of the services that the machine invokes: `createAuth()` provides the real ones. */
export const actors = {
  /** Reads the stored session and refuses one that has a tombstone. */
  restoreSession: notProvided<RestoreOutput, void>('restoreSession'),
  /** Exchanges a one-time code for a session that is not on the device yet. */
  verifySignIn: notProvided<PublicSession, { attempt: string }>('verifySignIn'),
  /** Writes the new session to the device, compare-and-set. */
  commitSession: notProvided<{ storage: Storage }, { generation: string }>('commitSession'),
  /** Gets a fresh JWT through the backend. */
  refreshSession: notProvided<RefreshOutput, { generation: string }>('refreshSession'),
  /** Asks the app's logout guards. */
  askLogoutGuards: notProvided<GuardOutput, void>('askLogoutGuards'),
  /** Raises the tombstone, then clears IndexedDB in one transaction. */
  clearDevice: notProvided<void, DepartureInput & { readonly acting: boolean }>('clearDevice'),
  /** Tells the server, or leaves it to the outbox. */
  revokeSession: notProvided<'revoked' | 'queued' | 'refused' | 'notNeeded', DepartureInput>(
    'revokeSession',
  ),
  /** Runs the app's cleaners. */
  runCleaners: notProvided<readonly HookFailure[], void>('runCleaners'),
};

/** Bounds of every waiting state, in ms. Override them with `authMachine.provide({ delays })`. */
export const delays = {
  restoreTimeout: 5_000,
  signInTimeout: 15_000,
  commitTimeout: 5_000,
  refreshTimeout: 10_000,
  guardTimeout: 60_000,
  clearTimeout: 3_000,
  revokeTimeout: 5_000,
  cleanupTimeout: 5_000,
};

/** The name of a bound: see {@link delays}. */
export type AuthDelay = keyof typeof delays;
