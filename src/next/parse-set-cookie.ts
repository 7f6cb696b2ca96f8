/** A cookie as Next's `cookies().set()` takes it. */
export interface NextCookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly domain?: string;
  /** Absent: it ends with the browser. */
  readonly expires?: Date;
  readonly httpOnly: boolean;
  readonly secure: boolean;
  readonly sameSite: 'strict' | 'lax' | 'none';
}

/** Reads a value of `Set-Cookie` that the server part of this package has written. */
export function parseSetCookie(written: string): NextCookie {
  const [pair = '', ...rest] = written.split('; ');
  const [name, value] = cut(pair);
  const attributes = new Map(rest.map(cut));
  const domain = attributes.get('Domain');
  const expires = attributes.get('Expires');
  return {
    name,
    value: decodeURIComponent(value),
    path: attributes.get('Path') ?? '/',
    ...(domain !== undefined && { domain }),
    ...(expires !== undefined && { expires: new Date(expires) }),
    httpOnly: attributes.has('HttpOnly'),
    secure: attributes.has('Secure'),
    sameSite: (attributes.get('SameSite') ?? 'Lax').toLowerCase() as NextCookie['sameSite'],
  };
}

function cut(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return at === -1 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
}
