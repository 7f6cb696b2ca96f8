import { readSessionIdCookie } from '../wire/session-cookie.js';
import type { CookiesLike } from './environment.js';

/**
 * Whether script sees the cookie that names this session. Undefined where no cookies can be read: that says
 * nothing of the one that no script can read.
 */
export type SeesCookie = (sessionId: string | undefined) => boolean | undefined;

/** Looks at the browser's cookies, each time anew. */
export function createSeesCookie(cookies: CookiesLike | undefined): SeesCookie {
  return (sessionId) => {
    if (sessionId === undefined) return undefined;
    try {
      return cookies && readSessionIdCookie(cookies.read()) === sessionId;
    } catch {
      return undefined;
    }
  };
}
