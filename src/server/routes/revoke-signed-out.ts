import type { NewSession } from '../api/client.js';
import type { Incoming } from '../http/incoming.js';
import type { RequestOrigin } from '../origin-policy.js';
import { keepForLater } from './keep-for-later.js';
import type { RouteContext } from './route.js';

/**
 * Ends a session that its own browser has signed out, although the API did not know: the browser could not
 * tell it at the time. Gives the values of `Set-Cookie` that this asks for.
 */
export async function revokeSignedOut(
  context: RouteContext,
  { session, sessionToken }: NewSession,
  incoming: Incoming,
  from: RequestOrigin,
): Promise<readonly string[]> {
  try {
    await context.api.deleteSession({ session_token: sessionToken });
  } catch (error) {
    context.report(error);
    return keepForLater(context, incoming, from);
  }
  return context.signedOut?.removeTombstone(session.id, incoming.headers, from.https) ?? [];
}
