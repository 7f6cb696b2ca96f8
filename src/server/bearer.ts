import { asToken } from './as-token.js';

const MAX_JWT = 8192;

/** The session token of an `Authorization: Bearer` header (RFC 6750 §2.1). */
export function readBearer(headers: Headers): string | undefined {
  return asToken(bearer(headers));
}

/** The session token or session JWT of an `Authorization: Bearer` header. */
export function readBearerTokenOrJwt(headers: Headers): string | undefined {
  return asToken(bearer(headers), MAX_JWT);
}

function bearer(headers: Headers): string {
  return /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? '';
}
