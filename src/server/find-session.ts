import { isNotFound } from './api/client.js';
import type { ApiClient, NewSession } from './api/client.js';
import type { ApiSession } from './api/schemas.js';
import { readBearerTokenOrJwt } from './bearer.js';
import type { SessionCookies } from './cookies/session-cookies.js';
import { readTombstones } from './cookies/signed-out-cookies.js';
import type { HeaderReader } from './http/incoming.js';
import type { SessionCheck } from './session-check.js';

/** How a session is looked for. */
export interface SessionFinder {
  readonly api: ApiClient;
  readonly cookies: SessionCookies;
  /** Checks a JWT here; absent: the API is asked each time. */
  readonly checkJwt: SessionCheck | undefined;
  /** Checks a bearer token or JWT with the API. */
  readonly checkWithApi: SessionCheck;
}

/** A session that was found; `renewed` where the API was asked for it by the cookie's token. */
export interface FoundSession {
  readonly session: ApiSession;
  /** A JWT of it that is still good, where there is one. */
  readonly jwt?: string;
  readonly renewed?: NewSession;
}

/**
 * The session of a request: of its bearer token or JWT, or else of its cookies. Null where there is none, it
 * has ended, or its own browser has signed it out.
 *
 * @throws AuthServerError where that cannot be found out.
 */
export async function findSession(
  finder: SessionFinder,
  headers: HeaderReader,
): Promise<FoundSession | null> {
  const bearer = readBearerTokenOrJwt(headers);
  const found =
    bearer === undefined ? await findByCookie(finder, headers) : await findByBearer(finder, bearer);
  if (found === null || readTombstones(headers).has(found.session.id)) return null;
  return found;
}

async function findByBearer(
  { checkJwt, checkWithApi }: SessionFinder,
  bearer: string,
): Promise<FoundSession | null> {
  const checked = await checkJwt?.(bearer);
  if (checked) return { session: checked, jwt: bearer };
  const session = await checkWithApi(bearer);
  return session && { session, ...(bearer.includes('.') && { jwt: bearer }) };
}

/** The JWT counts only beside the token: what is left of it alone is no session. */
async function findByCookie(
  { api, cookies, checkJwt }: SessionFinder,
  headers: HeaderReader,
): Promise<FoundSession | null> {
  const tokens = cookies.tokens(headers);
  if (tokens.length === 0) return null;
  if (checkJwt !== undefined) {
    for (const jwt of cookies.jwts(headers)) {
      const session = await checkJwt(jwt);
      if (session !== null) return { session, jwt };
    }
  }
  for (const token of tokens) {
    try {
      const verified = await api.verifySession({ session_token: token });
      const { session, sessionJwt: jwt } = verified;
      return { session, jwt, renewed: { ...verified, sessionToken: token } };
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  return null;
}
