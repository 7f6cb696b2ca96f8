import { isNotFound } from './api/client.js';
import type { ApiClient, SessionCredential } from './api/client.js';
import { apiSession } from './api/schemas.js';
import type { ApiSession } from './api/schemas.js';
import { AuthServerError } from './errors.js';
import { createJwtCheck } from './key-set.js';
import type { KeySetOptions } from './key-set.js';
import { SESSION_CLAIM } from './session-claim.js';

const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * The session of a token or a JWT; null for a bad or an ended one.
 *
 * @throws AuthServerError where that cannot be found out.
 */
export type SessionCheck = (credential: string) => Promise<ApiSession | null>;

/** Asks the API each time: an ended session is refused at once. */
export function checkWithApi(api: ApiClient): SessionCheck {
  return async (credential) => {
    const named: SessionCredential = JWT.test(credential)
      ? { session_jwt: credential }
      : { session_token: credential };
    try {
      return (await api.verifySession(named)).session;
    } catch (error) {
      const isRefused = error instanceof AuthServerError && error.code === 'api_refused';
      if (isNotFound(error) || (isRefused && error.details.status === 400)) return null;
      throw error;
    }
  };
}

/** Checks the signature and the expiry of a JWT here. */
export function checkJwt(options: KeySetOptions): SessionCheck {
  const check = createJwtCheck(options);
  return async (jwt) => {
    const claims = await check(jwt);
    return (claims && apiSession.safeParse(claims[SESSION_CLAIM]).data) ?? null;
  };
}
