import type { User } from './user.js';

/**
 * What the server knows of a request's session: made for the page, so it holds no secret and can be sent
 * along as JSON. Times are Unix seconds.
 */
export interface ServerState<AppUser extends User = User> {
  /**
   * - `authenticated`: there is a live session, and `user` is whose.
   * - `anonymous`: there is none, it has ended, or its own browser has signed it out.
   * - `unknown`: that could not be found out; the page finds out for itself.
   */
  readonly status: 'authenticated' | 'anonymous' | 'unknown';
  readonly user: AppUser | null;
  /** What the option `claims` says of the user; null without it. */
  readonly claims: Readonly<Record<string, unknown>> | null;
  /** The session's public id. */
  readonly sessionId: string | null;
  /** When the session ends. */
  readonly expiresAt: number | null;
  /** This server's clock as it answered. */
  readonly checkedAt: number;
}
