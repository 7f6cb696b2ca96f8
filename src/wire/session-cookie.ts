/**
 * The name of the cookie that says that there is a session cookie, which no script can read. It holds the
 * session's public id.
 */
export const SESSION_ID_COOKIE = 'moonkey_session';

/** The public id of the session that a browser has a cookie of, out of `document.cookie`. */
export function readSessionIdCookie(cookies: string): string | undefined {
  for (const pair of cookies.split(';')) {
    const [name = '', value = ''] = pair.trim().split('=');
    if (name !== SESSION_ID_COOKIE || value === '') continue;
    try {
      return decodeURIComponent(value);
    } catch {
      // Not ours.
    }
  }
  return undefined;
}
