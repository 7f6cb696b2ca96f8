import { readBearer } from './bearer.js';
import type { SessionCookie } from './session-cookie.js';
import type { RequestOrigin } from './origin-policy.js';

/** The session token that a request carries, and how. */
export type Credential =
  | { readonly kind: 'bearer' | 'cookie'; readonly token: string }
  | { readonly kind: 'none' }
  /** A cookie came along with a request of which no browser says where it is from: it may be forged. */
  | { readonly kind: 'forgeable' };

/** A bearer token wins over the cookie: a page that sends one means it. */
export function readCredential(
  request: Request,
  from: RequestOrigin,
  cookie: SessionCookie | undefined,
): Credential {
  const bearer = readBearer(request.headers);
  if (bearer !== undefined) return { kind: 'bearer', token: bearer };
  const token = cookie?.read(request.headers);
  if (token === undefined) return { kind: 'none' };
  return from.kind === 'unknown' ? { kind: 'forgeable' } : { kind: 'cookie', token };
}
