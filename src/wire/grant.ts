import type { User } from './user.js';

/**
 * What the app's backend gives for a code, and again for each refresh. Times are Unix seconds.
 *
 * What is optional may be missing from a backend of the app's own: see {@link CompleteGrant}.
 */
export interface Grant {
  readonly user: User;
  readonly sessionToken: string;
  readonly sessionJwt: string;
  readonly jwtExpiresAt: number;
  /** When the session ends. */
  readonly expiresAt: number;
  /** The server's public id of the session: it names the session and authenticates nobody. */
  readonly sessionId?: string;
  /** Can do nothing but revoke this session. Without one, a failed revocation is retried only while the page lives. */
  readonly ticket?: string;
  /** Can do nothing but revoke the user's sessions, those that began while this one lived. */
  readonly everywhereTicket?: string;
}

/** The grant of `createAuthHandler`, which leaves nothing out. */
export interface CompleteGrant extends Grant {
  readonly sessionId: string;
  readonly ticket: string;
  readonly everywhereTicket: string;
}
