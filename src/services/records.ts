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
  readonly ticket: string | null;
  readonly everywhereTicket: string | null;
  /** ms since the epoch. */
  readonly expiresAt: number;
  /** When it was signed in on this device, in ms since the epoch; absent in records of version 0.1. */
  readonly storedAt?: number;
  /** False: it ends with the last tab that shows it. */
  readonly remember?: false;
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
