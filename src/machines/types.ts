import type { LogoutScope } from '../wire/messages.js';
import type { User } from '../wire/user.js';

export type { LogoutScope, User };

/**
 * What a machine may know of a session: never a token.
 *
 * `generation` is a random id made at each sign-in; it names the session on this device and is worth
 * nothing to a server.
 */
export interface PublicSession {
  readonly generation: string;
  readonly user: User;
  /** When the session ends on the server, in ms since the epoch. */
  readonly expiresAt: number;
}

/** Where the session is kept: on disk, or only in this page's memory. */
export type StorageKind = 'indexeddb' | 'memory';

/** Why nobody is signed in. */
export type LoggedOutReason =
  /** Nobody was signed in when the page opened. */
  | 'noSession'
  /** `logout()` was called in this tab. */
  | 'logout'
  /** Another tab, or an earlier life of this one, logged out. */
  | 'loggedOutElsewhere'
  /** The session reached its end. */
  | 'expired'
  /** The server no longer knows the session. */
  | 'revoked'
  /** The user was away for longer than `idle.after`. */
  | 'idle'
  /** Another user signed in, in this tab or in another. */
  | 'userSwitched'
  /** The store could not be read in time: a session may still be there. */
  | 'storageFailed';

/** Why a session ends that nobody logs out. Every tab gives the same reason. */
export type EndReason = Extract<LoggedOutReason, 'expired' | 'revoked' | 'idle'>;

/** What became of this device's copy of the session. */
export type DeviceOutcome = 'cleared' | 'failed';

/**
 * What became of the server's copy of the session: `queued` means the outbox will tell the server,
 * `refused` that the server said no, `notNeeded` that there was nothing to tell,
 * or that another tab does.
 */
export type ServerOutcome = 'revoked' | 'queued' | 'refused' | 'notNeeded';

/** What became of the app's own data: see `addCleaner`. */
export type AppOutcome = 'cleaned' | 'failed';

/** How a cleaner or a guard went wrong. */
export interface HookFailure {
  readonly name: string;
  readonly code: 'threw' | 'timed_out';
}

/** How a storage service went wrong, in words that carry no data. */
export interface StorageFault {
  readonly code:
    | 'unavailable'
    | 'insecure_context'
    | 'connection_lost'
    | 'newer_schema'
    | 'corrupt_record'
    | 'quota_exceeded'
    | 'write_failed'
    | 'timed_out';
  readonly operation: 'open' | 'restore' | 'commit' | 'refresh' | 'clear' | 'outbox';
}
