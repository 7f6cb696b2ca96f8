import { readBearer } from './bearer.js';
import type { SessionCookies } from './cookies/session-cookies.js';
import { errorAnswer } from './http/answer.js';
import type { Answer } from './http/answer.js';
import type { Incoming } from './http/incoming.js';
import type { RequestOrigin } from './origin-policy.js';

/** The session tokens that a request carries, and how: several cookies may have our name. */
export type Credential =
  | { readonly kind: 'bearer' | 'cookie'; readonly tokens: readonly string[] }
  | { readonly kind: 'none' }
  /** A cookie came along with a request of which no browser says where it is from: it may be forged. */
  | { readonly kind: 'forgeable' };

/** A bearer token wins over the cookie: a page that sends one means it. */
export function readCredential(
  { headers }: Incoming,
  from: RequestOrigin,
  cookies: SessionCookies | undefined,
): Credential {
  const bearer = readBearer(headers);
  if (bearer !== undefined) return { kind: 'bearer', tokens: [bearer] };
  const tokens = cookies?.tokens(headers) ?? [];
  if (tokens.length === 0) return { kind: 'none' };
  return from.kind === 'unknown' ? { kind: 'forgeable' } : { kind: 'cookie', tokens };
}

export function refuseForgeable(): Answer {
  return errorAnswer(403, 'origin_refused', 'Origin required with a cookie');
}
