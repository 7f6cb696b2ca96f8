/** How the session cookies are named and scoped. They are always `HttpOnly`. */
export interface SessionCookieOptions {
  /**
   * Of the cookie with the session token; the one with the session JWT is called after it. Default
   * `session_token` (contract §3), and `__Host-session_token` where that can be: on https, with no `domain`
   * and no `path` but `/`.
   */
  readonly name?: string | undefined;
  /** Default `lax`. `none` needs `secure: true`, and is what a page on another site needs. */
  readonly sameSite?: 'strict' | 'lax' | 'none' | undefined;
  /** Default: set when the page is on https. */
  readonly secure?: boolean | undefined;
  /** Default `/`. */
  readonly path?: string | undefined;
  /** Default: none, so the cookie is of this host only. */
  readonly domain?: string | undefined;
}
