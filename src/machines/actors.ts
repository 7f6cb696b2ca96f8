import { fromPromise, type PromiseActorLogic } from 'xstate';
import type {
  HookFailure,
  LoggedOutReason,
  LogoutScope,
  PublicSession,
  ServerOutcome,
  Storage,
} from './types.js';

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

/** The services that the machine invokes, by name. */
export interface Services {
  /** Reads the stored session and refuses one that has a tombstone. */
  restoreSession: Service<void, RestoreOutput>;
  /** Exchanges a one-time code for a session that is not on the device yet. */
  verifySignIn: Service<{ attempt: string }, PublicSession>;
  /** Writes the new session to the device, compare-and-set. */
  commitSession: Service<{ generation: string }, { storage: Storage }>;
  /** Gets a fresh JWT through the backend. */
  refreshSession: Service<{ generation: string }, RefreshOutput>;
  /** Asks the app's logout guards. */
  askLogoutGuards: Service<void, GuardOutput>;
  /** Raises the tombstone, then clears IndexedDB in one transaction. */
  clearDevice: Service<DepartureInput & { readonly acting: boolean }, void>;
  /** Tells the server, or leaves it to the outbox. */
  revokeSession: Service<DepartureInput, ServerOutcome>;
  /** Runs the app's cleaners. */
  runCleaners: Service<void, readonly HookFailure[]>;
}

type Service<Input, Output> = (input: Input, signal: AbortSignal) => Promise<Output>;

/** One actor for each service, under its name. */
export type Actors = {
  [Name in keyof Services]: PromiseActorLogic<
    Awaited<ReturnType<Services[Name]>>,
    Parameters<Services[Name]>[0]
  >;
};

/** Makes the actors out of one function that runs any service. */
export const createActors = (
  run: (name: keyof Services, input: never, signal: AbortSignal) => Promise<unknown>,
) =>
  new Proxy({} as Actors, {
    get: (_, name: keyof Services) =>
      fromPromise<unknown, never>(({ input, signal }) => run(name, input, signal)),
  });

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
