import { asToken } from './as-token.js';

/** How the session cookie is named and scoped. It is always `HttpOnly`. */
export interface SessionCookieOptions {
  /** Default `session_token` (contract §3). */
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

/** Reads and writes the one cookie that holds the session token. */
export interface SessionCookie {
  read(headers: Headers): string | undefined;
  /** `Set-Cookie` value that keeps the token until `expiresAt` (Unix seconds). */
  set(token: string, expiresAt: number, https: boolean): string;
  /** `Set-Cookie` value that removes the cookie. */
  clear(https: boolean): string;
}

const SAME_SITE = { strict: 'Strict', lax: 'Lax', none: 'None' } as const;

export function createSessionCookie(options: SessionCookieOptions): SessionCookie {
  const name = options.name ?? 'session_token';

  const serialize = (value: string, expires: Date, https: boolean): string => {
    const parts = [
      `${name}=${encodeURIComponent(value)}`,
      `Path=${options.path ?? '/'}`,
      `Expires=${expires.toUTCString()}`,
      'HttpOnly',
      `SameSite=${SAME_SITE[options.sameSite ?? 'lax']}`,
    ];
    if (options.domain !== undefined) parts.push(`Domain=${options.domain}`);
    if (options.secure ?? https) parts.push('Secure');
    return parts.join('; ');
  };

  return {
    read(headers) {
      for (const pair of (headers.get('cookie') ?? '').split(';')) {
        const at = pair.indexOf('=');
        if (at === -1 || pair.slice(0, at).trim() !== name) continue;
        const raw = pair
          .slice(at + 1)
          .trim()
          .replace(/^"(.*)"$/, '$1');
        try {
          return asToken(decodeURIComponent(raw));
        } catch {
          return undefined;
        }
      }
      return undefined;
    },
    set: (token, expiresAt, https) => serialize(token, new Date(expiresAt * 1000), https),
    clear: (https) => serialize('', new Date(0), https),
  };
}
