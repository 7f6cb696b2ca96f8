import { asToken, MAX_JWT } from './cookies/as-token.js';
import type { HeaderReader } from './http/incoming.js';

/** The session token of an `Authorization: Bearer` header (RFC 6750 §2.1). */
export function readBearer(headers: HeaderReader): string | undefined {
  return asToken(bearer(headers));
}

/** The session token or session JWT of an `Authorization: Bearer` header. */
export function readBearerTokenOrJwt(headers: HeaderReader): string | undefined {
  return asToken(bearer(headers), MAX_JWT);
}

function bearer(headers: HeaderReader): string {
  return /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? '';
}
