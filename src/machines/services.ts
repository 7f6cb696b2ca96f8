import type {
  EndReason,
  HookFailure,
  LoggedOutReason,
  LogoutScope,
  PublicSession,
  ServerOutcome,
  StorageKind,
} from './types.js';

/** What a restore found. `reason` says why there is no session. */
export interface RestoreOutput {
  readonly session: PublicSession | null;
  readonly storage: StorageKind;
  readonly reason: 'noSession' | 'loggedOutElsewhere' | EndReason | 'storageFailed';
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
export interface Leaving {
  readonly generation: string;
  readonly scope: LogoutScope;
  readonly reason: LoggedOutReason;
}

/** The same, for the device. */
export interface Clearing extends Leaving {
  /** Whether this is the tab in which the user acted. */
  readonly acting: boolean;
}

/** What goes into each service that the machine invokes, and what comes out. */
export interface ServiceTypes {
  /** Reads the stored session and refuses one that has a tombstone. */
  restoreSession: { input: void; output: RestoreOutput };
  /** Exchanges a one-time code for a session that is not on the device yet. */
  verifySignIn: { input: { attempt: string }; output: PublicSession };
  /** Writes the new session to the device, compare-and-set. */
  commitSession: { input: { generation: string }; output: { storage: StorageKind } };
  /** Gets a fresh JWT through the backend. */
  refreshSession: { input: { generation: string }; output: RefreshOutput };
  /** Asks the app's logout guards. */
  askLogoutGuards: { input: void; output: GuardOutput };
  /** Raises the tombstone, then clears IndexedDB in one transaction. */
  clearDevice: { input: Clearing; output: void };
  /** Tells the server, or leaves it to the outbox. */
  revokeSession: { input: Leaving; output: ServerOutcome };
  /** Runs the app's cleaners. */
  runCleaners: { input: void; output: readonly HookFailure[] };
}

/** The name of a service. */
export type ServiceName = keyof ServiceTypes;

/** The services by name: each aborts, or is ignored, once the machine has left its state. */
export type Services = {
  [Name in ServiceName]: (
    input: ServiceTypes[Name]['input'],
    signal: AbortSignal,
  ) => Promise<ServiceTypes[Name]['output']>;
};

/** Runs the service of a name. */
export type RunService = <Name extends ServiceName>(
  name: Name,
  input: ServiceTypes[Name]['input'],
  signal: AbortSignal,
) => Promise<ServiceTypes[Name]['output']>;
