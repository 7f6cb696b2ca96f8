import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { AuthServerError } from './errors.js';
import { SESSION_CLAIM } from './session-claim.js';

/** How long after a question the key set is not asked for again because of a key that it lacks, in ms. */
const COOLDOWN = 10_000;

export interface KeySetOptions {
  readonly apiUrl: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly fetch: typeof globalThis.fetch;
}

/** The claims of a session JWT that the API has signed; null for a bad or expired one. */
export type CheckJwt = (jwt: string) => Promise<JWTPayload | null>;

const VERIFY = { algorithms: ['RS256'], requiredClaims: ['exp', SESSION_CLAIM] };

/**
 * Checks session JWTs against the API's key set, which is fetched when it is needed and kept.
 *
 * A JWT whose key the set lacks makes it be fetched anew: the keys may have been rotated. Where that has been
 * done a moment ago, nobody can tell, and it rejects with an `AuthServerError`, as it does where the set
 * cannot be read.
 */
export function createJwtCheck({ apiUrl, timeout, fetch }: KeySetOptions): CheckJwt {
  const keys = createRemoteJWKSet(new URL(`${apiUrl}/v1/auth/jwks/default`), {
    timeoutDuration: timeout,
    cooldownDuration: COOLDOWN,
    [customFetch]: (url, init) => fetch(url, init),
  });
  return async (jwt) => {
    const wasCoolingDown = keys.coolingDown;
    try {
      return (await jwtVerify(jwt, keys, VERIFY)).payload;
    } catch (error) {
      if (error instanceof errors.JWKSMultipleMatchingKeys) return tryEach(jwt, error);
      if (error instanceof errors.JWKSNoMatchingKey && wasCoolingDown) throw unknownKey();
      if (isAboutToken(error)) return null;
      throw unreadable(error);
    }
  };
}

/** A JWT that names no key, and a set of several. */
async function tryEach(
  jwt: string,
  candidates: errors.JWKSMultipleMatchingKeys,
): Promise<JWTPayload | null> {
  for await (const key of candidates) {
    try {
      return (await jwtVerify(jwt, key, VERIFY)).payload;
    } catch (error) {
      if (error instanceof errors.JWSSignatureVerificationFailed) continue;
      if (isAboutToken(error)) return null;
      throw unreadable(error);
    }
  }
  return null;
}

function unknownKey(): AuthServerError {
  return new AuthServerError(
    'api_unreachable',
    'jwks: the JWT names a key that the API’s key set did not have a moment ago; it is asked for again shortly',
    { operation: 'jwks', retryAfter: COOLDOWN / 1000 },
  );
}

function unreadable(error: unknown): AuthServerError {
  const code = error instanceof errors.JWKSTimeout ? 'api_timeout' : 'api_unreachable';
  return new AuthServerError(code, 'jwks: the API’s key set could not be read', {
    operation: 'jwks',
  });
}

function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWTExpired ||
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported
  );
}
