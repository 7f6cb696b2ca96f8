import { decodeJwt } from 'jose';
import type { IssuedGrant } from '../wire/grant.js';
import type { User } from '../wire/user.js';
import type { NewSession } from './api/client.js';
import type { ApiSession, ApiUser } from './api/schemas.js';
import { AuthServerError } from './errors.js';
import type { UserOptions } from './hooks.js';
import { sessionFacts } from './hooks.js';
import type { Tickets } from './tickets.js';

/** What a grant is made with. */
export interface GrantMaker {
  readonly tickets: Tickets;
  readonly userOptions: UserOptions;
  /** Whether session token and JWT are kept from the page. */
  readonly cookieOnly: boolean;
}

/**
 * Builds the grant of a live session.
 *
 * @param apiUser Absent: a grant without the user.
 * @throws AuthServerError `api_malformed` where the API's data do not suffice.
 */
export async function buildGrant(
  { tickets, userOptions, cookieOnly }: GrantMaker,
  { session, sessionToken, sessionJwt, now }: NewSession,
  apiUser: ApiUser | undefined,
): Promise<IssuedGrant> {
  const { iat, exp } = lifetimeOf(sessionJwt);
  const named = { sid: session.id, uid: session.user_id, exp: session.expires_at };
  const [ticket, everywhereTicket, shown] = await Promise.all([
    tickets.sign({ scope: 'session', ...named }),
    tickets.sign({ scope: 'everywhere', iat: now ?? iat, ...named }),
    apiUser && describeUser(userOptions, apiUser, session),
  ]);
  return {
    ...shown,
    sessionId: session.id,
    ...(cookieOnly ? {} : { sessionToken, sessionJwt }),
    jwtExpiresAt: exp,
    expiresAt: session.expires_at,
    issuedAt: now ?? iat,
    ticket,
    everywhereTicket,
  };
}

/** The user as the app sees them, and what it says of them. */
export async function describeUser(
  { mapUser, claims }: UserOptions,
  apiUser: ApiUser,
  session: ApiSession,
): Promise<{ user: User; claims?: Readonly<Record<string, unknown>> }> {
  const context = { session: sessionFacts(session), apiUser };
  const plain = toUser(apiUser, session);
  const user = mapUser === undefined ? plain : await mapUser(plain, context);
  return claims === undefined ? { user } : { user, claims: await claims(user, context) };
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
    wallet: null,
    ...(user.metadata ? { metadata: user.metadata } : {}),
  };
}

function lifetimeOf(jwt: string): { iat: number; exp: number } {
  try {
    const { exp, iat } = decodeJwt(jwt);
    if (exp !== undefined) return { exp, iat: iat ?? exp - 300 };
  } catch {
    // Answered below: jose's message may quote the token.
  }
  throw new AuthServerError('api_malformed', 'The API answered a session JWT without an expiry');
}
