import { readTombstoneCookies, tombstoneCookieName } from '../../wire/tombstone-cookie.js';
import type { HeaderReader } from '../http/incoming.js';
import { readCookieMap } from './read-cookies.js';
import { serializeCookie } from './serialize-cookie.js';
import type { SessionCookieOptions } from './session-cookie-options.js';

const SEALED = 'moonkey_revocation_';
/** A browser keeps a handful at most; a forged header shall not make the server work for more. */
const MOST_SEALED = 4;

/**
 * What a browser keeps of the sessions that it has signed out. A tombstone, which script writes as well, says
 * so of one session. A sealed token, `HttpOnly`, waits for a revocation that has not got through.
 */
export interface SignedOutCookies {
  /** A value of `Set-Cookie`. `expiresAt`: Unix seconds, for as long as the session could live. */
  writeTombstone(sessionId: string, expiresAt: number, https: boolean): string;
  /** Values of `Set-Cookie`; none where the request has no such tombstone. */
  removeTombstone(sessionId: string, headers: HeaderReader, https: boolean): readonly string[];
  /** A value of `Set-Cookie`; 0 for `expiresAt` removes it. */
  writeSealed(name: string, sealed: string, expiresAt: number, https: boolean): string;
}

export function createSignedOutCookies({
  sameSite = 'lax',
  secure,
  domain,
}: SessionCookieOptions): SignedOutCookies {
  const attributes = (expiresAt: number, https: boolean) => ({
    path: '/',
    domain,
    sameSite,
    secure: secure ?? https,
    expiresAt,
  });
  return {
    writeTombstone: (sessionId, expiresAt, https) =>
      serializeCookie(tombstoneCookieName(sessionId), '1', {
        ...attributes(expiresAt, https),
        forScript: true,
      }),
    removeTombstone(sessionId, headers, https) {
      const name = tombstoneCookieName(sessionId);
      if (!readCookieMap(headers).has(name)) return [];
      return [serializeCookie(name, '', { ...attributes(0, https), forScript: true })];
    },
    writeSealed: (name, sealed, expiresAt, https) =>
      serializeCookie(name, sealed, attributes(expiresAt, https)),
  };
}

/** The public ids of the sessions that the browser of a request has signed out. */
export function readTombstones(headers: HeaderReader): ReadonlySet<string> {
  return readTombstoneCookies(headers.get('cookie') ?? '');
}

/** The sealed tokens that a request brings, by the names of their cookies. */
export function readSealed(headers: HeaderReader): readonly (readonly [string, string])[] {
  return [...readCookieMap(headers)]
    .filter(([name]) => name.startsWith(SEALED))
    .slice(0, MOST_SEALED);
}

/** A name for one more, so that none overwrites another. */
export function sealedName(): string {
  return SEALED + crypto.randomUUID().slice(0, 8);
}
