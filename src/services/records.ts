import type { LogoutScope } from '../machines/types.js';

/** Tokens and profile, sealed: AES-GCM under the generation's own non-extractable key. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** The one stored session. Tickets stand outside the seal: they can do nothing but revoke. */
export interface SessionRecord {
  readonly generation: string;
  readonly sealed: Sealed;
  /** The server's public id of the session, where the backend gave one. */
  readonly sessionId?: string;
  /** Whether the browser keeps it in a cookie that no script can take away. */
  readonly inCookie?: boolean;
  /** Whether this device has seen the cookie that names the session. */
  readonly cookieSeen?: true;
  readonly ticket: string | null;
  readonly everywhereTicket: string | null;
  /** When the session ends, in ms since the epoch on the server's clock. */
  readonly expiresAt: number;
  /** Counts its refreshes: the higher one has the newer tokens. Absent, as what follows, in records of version 0.1. */
  readonly version?: number;
  /** When its tokens arrived, in ms since the epoch on this device's clock. */
  readonly arrivedAt?: number;
  /** For how long the JWT lives from then on, in ms. */
  readonly jwtLifetime?: number;
  /** For how long the session lives from then on, in ms. */
  readonly lifetime?: number;
  /** The tab that asks for new tokens. */
  readonly lease?: RefreshLease;
  /** When it was signed in on this device, in ms since the epoch; absent in records of version 0.1. */
  readonly storedAt?: number;
  /** False: it ends with the last tab that shows it. */
  readonly remember?: false;
}

/** One tab's right to refresh a session. */
export interface RefreshLease {
  readonly tab: string;
  /** Until when the others wait for it, in ms since the epoch on this device's clock. */
  readonly until: number;
  /** Whether it was taken under the lock: whoever has the lock now knows that its holder is gone. */
  readonly hasLock: boolean;
}

/** The key of one generation. Deleting it shreds the session. */
export interface KeyRecord {
  readonly generation: string;
  readonly key: CryptoKey;
}

/** A revocation that the server has not confirmed. All times in ms since the epoch. */
export interface OutboxEntry {
  readonly generation: string;
  /** The server's public id of the session, where the backend gave one: who finds it again knows it by that. */
  readonly sessionId?: string;
  readonly ticket: string;
  /** Whether all of the user's sessions are meant. Absent in records of version 0.1. */
  readonly scope?: LogoutScope;
  /** When the user asked. */
  readonly askedAt: number;
  readonly attempts: number;
  /** Not to be sent before: the end of a backoff, or of a sender's lease. */
  readonly notBefore: number;
  /** The sender that holds the lease; null between attempts. */
  readonly sender: string | null;
  /** When the session ends by itself, and the entry with it. */
  readonly expiresAt: number;
}
