const PREFIX = 'moonkey_tombstone_';

/**
 * The name of the cookie that says: this browser has signed this session out. Script writes it in the first
 * tick of a logout, one cookie a session, so that none overwrites another; the server reads it.
 *
 * @param sessionId - The server's public id of the session: a grant's `sessionId`.
 */
export function tombstoneCookieName(sessionId: string): string {
  return PREFIX + encodeURIComponent(sessionId);
}

/**
 * The cookie as script writes it: for as long as a browser keeps one, since how long the session lives is
 * the server's to say.
 *
 * @param maxAge - In seconds; 0 removes it.
 */
export const tombstoneCookie = (sessionId: string, maxAge = 34_560_000): string =>
  `${tombstoneCookieName(sessionId)}=1;path=/;samesite=lax;max-age=${maxAge}`;

/** The public ids of the sessions that a browser has signed out, out of `document.cookie` or a `Cookie` header. */
export function readTombstoneCookies(cookies: string): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const pair of cookies.split(';')) {
    const [name = ''] = pair.trimStart().split('=', 1);
    if (!name.startsWith(PREFIX)) continue;
    try {
      ids.add(decodeURIComponent(name.slice(PREFIX.length).trimEnd()));
    } catch {
      // Not one of ours: nobody else's cookie may break the reading.
    }
  }
  return ids;
}
