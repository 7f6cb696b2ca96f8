import { SESSION_ID_COOKIE } from '../../wire/session-cookie.js';
import type { HeaderReader, Incoming } from '../http/incoming.js';
import { asToken, MAX_JWT, MAX_TOKEN } from './as-token.js';
import { foreignScopes } from './foreign-scopes.js';
import { readCookies } from './read-cookies.js';
import { serializeCookie } from './serialize-cookie.js';
import type { SessionCookieOptions } from './session-cookie-options.js';

/** Browsers drop a cookie that is longer than 4096 bytes, name and attributes included. */
const MAX_COOKIE_VALUE = 3800;

/** Holds the public id of a session whose cookies end with the browser: a refresh must not make them last. */
const FORGET_COOKIE = 'moonkey_forget';

/** A request, as far as its cookies are concerned. */
export type CookieRequest = Pick<Incoming, 'headers' | 'url'>;

/** A session as its cookies keep it. */
export interface CookieSession {
  readonly token: string;
  /** The public id, which script may read. */
  readonly sessionId: string;
  readonly jwt: string;
  /** Unix seconds. */
  readonly expiresAt: number;
  /** False: its cookies end with the browser. Default: as the request's cookies say. */
  readonly remember?: boolean;
}

/** Reads and writes the cookies of a session: its token, its JWT, and for script that they are there. */
export interface SessionCookies {
  /** The session tokens in a request, the one that could not be planted first. Malformed ones are passed over. */
  tokens(headers: HeaderReader): readonly string[];
  /** The session JWTs in a request, likewise. */
  jwts(headers: HeaderReader): readonly string[];
  /** Whether the cookies of a session are to outlive the browser: false where its sign-in asked for that. */
  remembers(sessionId: string, headers: HeaderReader): boolean;
  /**
   * Values of `Set-Cookie` that keep a session until it ends, or until the browser does, and remove planted
   * cookies of our names.
   */
  set(session: CookieSession, incoming: CookieRequest, https: boolean): readonly string[];
  /** Values of `Set-Cookie` that remove every session cookie in a request, planted ones too. */
  clear(incoming: CookieRequest, https: boolean): readonly string[];
}

export function createSessionCookies(options: SessionCookieOptions): SessionCookies {
  const { path = '/', domain, sameSite = 'lax' } = options;
  const base = options.name ?? 'session_token';
  const jwtBase = options.name === undefined ? 'session_jwt' : `${base}_jwt`;
  const canBeHost = options.name === undefined && path === '/' && domain === undefined;
  const namesOf = (name: string): readonly string[] =>
    canBeHost ? [`__Host-${name}`, name] : [name];
  const isSecure = (https: boolean): boolean => options.secure ?? https;
  const attributes = (https: boolean) => ({ path, domain, sameSite, secure: isSecure(https) });

  const read = (headers: HeaderReader, name: string, longest: number): readonly string[] => {
    for (const one of namesOf(name)) {
      const found = readCookies(headers, one).flatMap((raw) => asCredential(raw, longest) ?? []);
      if (found.length > 0) return [...new Set(found)];
    }
    return [];
  };

  const remove = (name: string, https: boolean, scope = {}): string =>
    serializeCookie(name, '', { ...attributes(https), ...scope, expiresAt: 0 });

  /** Removes what has the name but may have another scope than ours: a sibling or an older release set it. */
  const removeStray = (name: string, { headers, url }: CookieRequest, https: boolean): string[] => {
    const present = namesOf(name).flatMap((one) => readCookies(headers, one).map(() => one));
    if (present.length < 2) return [];
    return foreignScopes(url).map((scope) => remove(name, https, scope));
  };

  const hint = (value: string, https: boolean, expiresAt?: number): string =>
    serializeCookie(SESSION_ID_COOKIE, value, {
      ...attributes(https),
      path: '/',
      expiresAt,
      forScript: true,
    });

  const forget = (value: string, https: boolean, expiresAt?: number): string =>
    serializeCookie(FORGET_COOKIE, value, { ...attributes(https), path: '/', expiresAt });

  const remembers = (sessionId: string, headers: HeaderReader): boolean =>
    !readCookies(headers, FORGET_COOKIE).includes(encodeURIComponent(sessionId));

  const removeForget = ({ headers }: CookieRequest, https: boolean): string[] =>
    readCookies(headers, FORGET_COOKIE).length > 0 ? [forget('', https, 0)] : [];

  return {
    tokens: (headers) => read(headers, base, MAX_TOKEN),
    jwts: (headers) => read(headers, jwtBase, MAX_JWT),
    remembers,
    set({ token, jwt, sessionId, ...session }, incoming, https) {
      const { remember = remembers(sessionId, incoming.headers) } = session;
      const expiresAt = remember ? session.expiresAt : undefined;
      const write = (name: string, value: string): string[] => {
        const written = canBeHost && isSecure(https) ? `__Host-${name}` : name;
        const others = namesOf(name).filter(
          (one) => one !== written && readCookies(incoming.headers, one).length > 0,
        );
        return [
          ...others.map((one) => remove(one, https)),
          ...removeStray(name, incoming, https),
          serializeCookie(written, value, { ...attributes(https), expiresAt }),
        ];
      };
      return [
        ...write(base, token),
        ...(jwt.length <= MAX_COOKIE_VALUE ? write(jwtBase, jwt) : []),
        hint(sessionId, https, expiresAt),
        ...(remember ? removeForget(incoming, https) : [forget(sessionId, https)]),
      ];
    },
    clear: (incoming, https) => [
      ...[base, jwtBase].flatMap((name) => [
        ...namesOf(name)
          .filter((one) => readCookies(incoming.headers, one).length > 0)
          .map((one) => remove(one, https)),
        ...removeStray(name, incoming, https),
      ]),
      ...readCookies(incoming.headers, SESSION_ID_COOKIE)
        .slice(0, 1)
        .map(() => hint('', https, 0)),
      ...removeForget(incoming, https),
    ],
  };
}

function asCredential(raw: string, longest: number): string | undefined {
  try {
    return asToken(decodeURIComponent(raw), longest);
  } catch {
    return undefined;
  }
}
