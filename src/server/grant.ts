import { decodeJwt } from 'jose';
import type { NewSession } from './api-client.js';
import type { ApiSession, ApiUser } from './api-schemas.js';
import { AuthServerError } from './errors.js';
import type { Tickets } from './tickets.js';
import type { CompleteGrant } from '../wire/grant.js';
import type { User } from '../wire/user.js';

/** Builds the grant of a live session. Rejects with `api_malformed` where the API's data do not suffice. */
export async function buildGrant(
  credentials: NewSession,
  user: ApiUser,
  tickets: Tickets,
): Promise<CompleteGrant> {
  const { session, sessionToken, sessionJwt } = credentials;
  const [ticket, everywhereTicket] = await Promise.all([
    tickets.sign({ scope: 'session', sid: session.id }, session.expires_at),
    tickets.sign(
      { scope: 'everywhere', uid: session.user_id, sid: session.id },
      session.expires_at,
    ),
  ]);
  return {
    user: toUser(user, session),
    sessionToken,
    sessionJwt,
    jwtExpiresAt: jwtExpiry(sessionJwt),
    expiresAt: session.expires_at,
    sessionId: session.id,
    ticket,
    everywhereTicket,
  };
}

function toUser(user: ApiUser, session: ApiSession): User {
  const signedInWith = session.factors?.map((factor) => factor.method?.email);
  const email =
    user.emails.find((entry) => signedInWith?.includes(entry.email)) ??
    user.emails.find((entry) => entry.verified === true) ??
    user.emails[0];
  if (email === undefined) {
    throw new AuthServerError('api_malformed', 'users/get: the user has no e-mail address', {
      operation: 'users/get',
    });
  }
  return {
    id: user.user_id,
    email: email.email,
    ...(typeof email.verified === 'boolean' ? { emailVerified: email.verified } : {}),
    ...(user.first_name ? { firstName: user.first_name } : {}),
    ...(user.middle_name ? { middleName: user.middle_name } : {}),
    ...(user.last_name ? { lastName: user.last_name } : {}),
    createdAt: user.created_at,
    ...(user.metadata ? { metadata: user.metadata } : {}),
  };
}

function jwtExpiry(jwt: string): number {
  try {
    const { exp } = decodeJwt(jwt);
    if (exp !== undefined) return exp;
  } catch {
    // Answered below: jose's message may quote the token.
  }
  throw new AuthServerError('api_malformed', 'The API answered a session JWT without an expiry');
}
