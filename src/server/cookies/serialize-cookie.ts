/** What a `Set-Cookie` says of a cookie besides its name and value. */
export interface CookieAttributes {
  readonly path: string;
  readonly domain?: string | undefined;
  /** Unix seconds; 0 removes the cookie. Absent: it ends with the browser (RFC 6265 §5.3, a session cookie). */
  readonly expiresAt?: number | undefined;
  readonly sameSite: 'strict' | 'lax' | 'none';
  readonly secure: boolean;
  /** Whether script may read and write it. Default false. */
  readonly forScript?: boolean;
}

const SAME_SITE = { strict: 'Strict', lax: 'Lax', none: 'None' } as const;

/** A value of `Set-Cookie` (RFC 6265 §4.1). */
export function serializeCookie(
  name: string,
  value: string,
  { path, domain, expiresAt, sameSite, secure, forScript = false }: CookieAttributes,
): string {
  return [
    `${name}=${encodeURIComponent(value)}`,
    `Path=${path}`,
    ...(expiresAt === undefined ? [] : [`Expires=${new Date(expiresAt * 1000).toUTCString()}`]),
    ...(forScript ? [] : ['HttpOnly']),
    `SameSite=${SAME_SITE[sameSite]}`,
    ...(domain === undefined ? [] : [`Domain=${domain}`]),
    ...(secure ? ['Secure'] : []),
  ].join('; ');
}
