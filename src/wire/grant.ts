import type { User } from './user.js';

/**
 * What the app's backend gives for a code, and again for each refresh. Times are Unix seconds of the
 * server's clock.
 *
 * What is optional may be missing from a backend of the app's own: see {@link IssuedGrant}.
 */
export interface Grant {
  readonly user: User;
  /** Absent where the browser's cookie alone holds it: no script may read it then. */
  readonly sessionToken?: string;
  /** Absent where there is none, or no script may read it. */
  readonly sessionJwt?: string;
  /** When the JWT ends, where there is one. */
  readonly jwtExpiresAt?: number;
  /** When the session ends. */
  readonly expiresAt: number;
  /** The server's public id of the session: it names the session and authenticates nobody. */
  readonly sessionId?: string;
  /**
   * Whether the browser keeps the session in a cookie that no script can take away. A logout that the server
   * has not confirmed says so then. Default: where there is no `sessionToken`.
   */
  readonly inCookie?: boolean;
  /** False, where `current` finds it: the session ends with the last tab that shows it. Default: true. */
  readonly remember?: boolean;
  /** The server's clock as it answered. */
  readonly issuedAt?: number;
  /** Whether the user has just signed up: told where a session begins, and nowhere else. */
  readonly isNewUser?: boolean;
  /** What `claims` of `createAuthHandler` says of the user. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Can do nothing but revoke this session. Without one, a failed revocation is retried only while the page lives. */
  readonly ticket?: string;
  /** Can do nothing but revoke the sessions that the user began while this one lived. */
  readonly everywhereTicket?: string;
}

/** A grant that brings its tokens to the page. */
export type TokenGrant = Grant &
  Required<Pick<Grant, 'sessionToken' | 'sessionJwt' | 'jwtExpiresAt'>>;

/** A grant as `createAuthHandler` issues it. */
export interface IssuedGrant {
  /** Absent from a refresh that said `{ "user": false }`. */
  readonly user?: User;
  /** Absent where `user` is, and without the option `claims`. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Whether the user has just signed up: told where a session begins, and nowhere else. */
  readonly isNewUser?: boolean;
  readonly sessionId: string;
  /** Absent without the option `cookie`: whether this answer keeps the session in one. */
  readonly inCookie?: boolean;
  /** Absent where a cookie outlives the browser, or there is none. */
  readonly remember?: false;
  /** Absent with `cookie: { only: true }`: no script may read it. */
  readonly sessionToken?: string;
  /** Absent with `cookie: { only: true }`. */
  readonly sessionJwt?: string;
  readonly jwtExpiresAt: number;
  readonly expiresAt: number;
  readonly issuedAt: number;
  readonly ticket: string;
  readonly everywhereTicket: string;
}
