import { sealedName } from '../cookies/signed-out-cookies.js';
import type { Incoming } from '../http/incoming.js';
import type { RequestOrigin } from '../origin-policy.js';
import { claimedSession } from '../session-claim.js';
import type { RouteContext } from './route.js';

const WEEK_SECONDS = 7 * 24 * 3600;

/**
 * Values of `Set-Cookie` for sessions whose revocation did not get through: the session cookies go, and the
 * tokens in them stay sealed, so that the next request ends the sessions and nothing else can use them.
 */
export async function keepForLater(
  { cookies, signedOut, sealed }: RouteContext,
  incoming: Incoming,
  from: RequestOrigin,
): Promise<readonly string[]> {
  if (cookies === undefined || signedOut === undefined) return [];
  const [jwt = ''] = cookies.jwts(incoming.headers);
  const session = claimedSession(jwt);
  const expiresAt = session?.expires_at ?? Math.floor(Date.now() / 1000) + WEEK_SECONDS;
  const sid = session === undefined ? {} : { sid: session.id };
  const kept = cookies.tokens(incoming.headers).map(async (token) => {
    const value = await sealed.seal({ token, ...sid }, expiresAt);
    return signedOut.writeSealed(sealedName(), value, expiresAt, from.https);
  });
  return [
    ...cookies.clear(incoming, from.https),
    ...(await Promise.all(kept)),
    ...(session === undefined ? [] : [signedOut.writeTombstone(session.id, expiresAt, from.https)]),
  ];
}
