import { fromPromise, type InputFrom, type OutputFrom } from 'xstate';
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

/** A service that nobody has provided: `createAuth()` does, or `authMachine.provide()`. */
const stub = <Output, Input>() =>
  fromPromise<Output, Input>(() => Promise.reject(new Error('not provided')));

/** Stubs of the services that the machine invokes. */
export const actors = {
  /** Reads the stored session and refuses one that has a tombstone. */
  restoreSession: stub<RestoreOutput, void>(),
  /** Exchanges a one-time code for a session that is not on the device yet. */
  verifySignIn: stub<PublicSession, { attempt: string }>(),
  /** Writes the new session to the device, compare-and-set. */
  commitSession: stub<{ storage: Storage }, { generation: string }>(),
  /** Gets a fresh JWT through the backend. */
  refreshSession: stub<RefreshOutput, { generation: string }>(),
  /** Asks the app's logout guards. */
  askLogoutGuards: stub<GuardOutput, void>(),
  /** Raises the tombstone, then clears IndexedDB in one transaction. */
  clearDevice: stub<void, DepartureInput & { readonly acting: boolean }>(),
  /** Tells the server, or leaves it to the outbox. */
  revokeSession: stub<'revoked' | 'queued' | 'refused' | 'notNeeded', DepartureInput>(),
  /** Runs the app's cleaners. */
  runCleaners: stub<readonly HookFailure[], void>(),
};

/** The services themselves, by name: what an engine provides in place of the stubs. */
export type Services = {
  readonly [Name in keyof typeof actors]: (
    input: InputFrom<(typeof actors)[Name]>,
    signal: AbortSignal,
  ) => Promise<OutputFrom<(typeof actors)[Name]>>;
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
