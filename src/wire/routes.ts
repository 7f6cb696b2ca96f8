/** The routes of `createAuthHandler`, below its `basePath`. */
export const ROUTES = {
  /** Sends a one-time code. */
  sendCode: '/otp/send',
  /** Turns a code into a session. */
  verifyCode: '/otp/verify',
  /** Gives the session that the cookie holds. `GET`; all others are `POST`. */
  session: '/session',
  /** Gives a fresh JWT and fresh tickets to a session that lives. */
  refresh: '/session/refresh',
  /** Revokes a session, or all of a user's. */
  logout: '/logout',
} as const;

/** The path of a route below the handler's `basePath`. */
export type RoutePath = (typeof ROUTES)[keyof typeof ROUTES];
