import type { NewSession } from '../api/client.js';
import type { Incoming } from '../http/incoming.js';
import type { RequestOrigin } from '../origin-policy.js';
import type { RouteContext } from './route.js';

/**
 * Values of `Set-Cookie` that keep a session, in place of whatever cookies of our names came along.
 *
 * @param remember - What its sign-in asked for. Default: as the request's cookies say.
 */
export function setSessionCookies(
  { cookies }: RouteContext,
  { session, sessionToken, sessionJwt }: NewSession,
  incoming: Incoming,
  from: RequestOrigin,
  remember?: boolean,
): readonly string[] {
  if (cookies === undefined) return [];
  const kept = {
    token: sessionToken,
    jwt: sessionJwt,
    sessionId: session.id,
    expiresAt: session.expires_at,
    ...(remember !== undefined && { remember }),
  };
  return cookies.set(kept, incoming, from.https);
}
