import type { AuthHandler } from './auth-handler.js';
import { createSessionCookies } from './cookies/session-cookies.js';
import type { SessionCookieOptions } from './cookies/session-cookie-options.js';
import { createSignedOutCookies } from './cookies/signed-out-cookies.js';
import { AuthServerError } from './errors.js';
import type { Answer } from './http/answer.js';
import { EXCHANGE } from './http/exchange.js';
import { toHeaderReader } from './http/header-reader.js';
import type { Incoming } from './http/incoming.js';
import type { ServerRequest } from './renew-server-state.js';
import { createOriginPolicy } from './origin-policy.js';
import { claimedSession } from './session-claim.js';

/** What became of a logout on the server, and what the browser is to be told. */
export interface SignedOut {
  /**
   * - `revoked`: the session has ended.
   * - `queued`: the API could not be told; the browser's next request to any route of the handler does it.
   * - `notNeeded`: nobody was signed in.
   */
  readonly server: 'revoked' | 'queued' | 'notNeeded';
  /** Values of `Set-Cookie` for the answer: the session's cookies go, and its tombstone comes. */
  readonly cookies: readonly string[];
}

/**
 * Logs out the session of a request's cookies, as the handler's `POST /logout` does. The tombstone that it
 * leaves tells this browser's engine, which ends what the device has stored.
 *
 * @throws AuthServerError `origin_refused` where a page of another origin asks, or the request does not say which;
 *   `misconfigured` where a secret is missing.
 */
export async function signOut(
  handler: AuthHandler,
  request: ServerRequest,
  cookie: SessionCookieOptions = {},
): Promise<SignedOut> {
  const incoming = logoutOf(handler, request);
  const answer = await handler[EXCHANGE](incoming);
  const cookies = answer.cookies ?? [];
  if (answer.status === 200)
    return { server: 'revoked', cookies: [...cookies, ...tombstoneOf(incoming, cookie)] };
  const { code } = answer.body as { readonly code?: string };
  if (code === 'logout_failed') return { server: 'queued', cookies };
  if (code === 'no_session') return { server: 'notNeeded', cookies };
  throw refusal(answer, code);
}

/** The request as a logout of its cookies: whatever the form or action that it is carried. */
function logoutOf({ basePath }: AuthHandler, request: ServerRequest): Incoming {
  const headers = toHeaderReader(request.headers);
  return {
    method: 'POST',
    url: new URL(`${basePath}/logout`, request.url),
    isCanonical: true,
    headers: { get: (name) => (/^content-/i.test(name) ? null : headers.get(name)) },
    isGone: () => false,
    readText: async () => '',
  };
}

/** The device of this browser may hold the session still: by its tombstone it is known as ended. */
function tombstoneOf(incoming: Incoming, cookie: SessionCookieOptions): readonly string[] {
  const [jwt = ''] = createSessionCookies(cookie).jwts(incoming.headers);
  const session = claimedSession(jwt);
  if (session === undefined) return [];
  const { https } = createOriginPolicy({ allowedOrigins: [], trustProxy: false })(incoming);
  return [createSignedOutCookies(cookie).writeTombstone(session.id, session.expires_at, https)];
}

function refusal({ status }: Answer, code: string | undefined): AuthServerError {
  if (code === 'origin_refused')
    return new AuthServerError(
      'origin_refused',
      'Refused a logout by cookie that does not come from a page of this origin',
      { operation: 'signOut', status },
    );
  const isMissing = code === 'not_configured';
  return new AuthServerError(
    isMissing ? 'misconfigured' : 'unexpected',
    isMissing
      ? 'A secret is missing: see the line before, and set MOONKEY_SECRET_KEY and MOONKEY_TICKET_SECRET'
      : `The logout was answered ${status}`,
    { operation: 'signOut', status },
  );
}
