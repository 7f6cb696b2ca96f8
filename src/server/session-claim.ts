import { decodeJwt } from 'jose';
import { apiSession } from './api/schemas.js';
import type { ApiSession } from './api/schemas.js';

/** The claim of a session JWT that holds the session (contract §2). */
export const SESSION_CLAIM = 'https://streambird.io/jwt/session';

/** The session that a JWT says it is of. Nobody has checked the signature: it decides nothing that matters. */
export function claimedSession(jwt: string): ApiSession | undefined {
  try {
    return apiSession.safeParse(decodeJwt(jwt)[SESSION_CLAIM]).data;
  } catch {
    return undefined;
  }
}
