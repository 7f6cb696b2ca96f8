import type { ServerState } from '../wire/server-state.js';
import type { User } from '../wire/user.js';
import { createSessionCookies } from './cookies/session-cookies.js';
import { readTombstones } from './cookies/signed-out-cookies.js';
import { toHeaderReader } from './http/header-reader.js';
import { readerOf } from './server-state.js';
import type { StateRequest } from './server-state.js';
import type { ServerStateOptions } from './server-state-options.js';

/** A request of Fetch, or its headers and its URL. */
export type ServerRequest = StateRequest & { readonly url: string };

/** A state, and the cookies that its renewal asks for. */
export interface RenewedState<AppUser extends User = User> {
  readonly state: ServerState<AppUser>;
  /** Values of `Set-Cookie` for the answer; none where there is nothing to renew. */
  readonly cookies: readonly string[];
}

/**
 * What {@link getServerState} tells, and the cookies that keep it cheap: for a proxy or middleware in front of
 * the pages. Where the JWT in the cookie had run out, the API was asked, and the fresh one goes into the
 * answer's cookies, so that the next five minutes need no request. Where the session has ended, its cookies go.
 *
 * @example
 * ```ts
 * const { state, cookies } = await renewServerState(request);
 * const response = state.status === 'anonymous' ? toSignIn(request) : next();
 * appendCookies(response.headers, cookies);
 * ```
 */
export async function renewServerState<AppUser extends User = User>(
  request: ServerRequest,
  options?: ServerStateOptions<AppUser>,
): Promise<RenewedState<AppUser>> {
  const { state, found } = await readerOf(options)(request.headers);
  const cookies = createSessionCookies(options?.cookie ?? {});
  const url = new URL(request.url);
  const headers = toHeaderReader(request.headers);
  const incoming = { url, headers };
  const https = url.protocol === 'https:' || headers.get('x-forwarded-proto') === 'https';
  const answer = (written: readonly string[]): RenewedState<AppUser> => ({
    state: state as ServerState<AppUser>,
    cookies: written,
  });
  if (found?.renewed !== undefined) {
    const { session, sessionToken, sessionJwt } = found.renewed;
    const kept = {
      token: sessionToken,
      jwt: sessionJwt,
      sessionId: session.id,
      expiresAt: session.expires_at,
    };
    return answer(cookies.set(kept, incoming, https));
  }
  const isOver = state.status === 'anonymous' && headers.get('authorization') === null;
  // A session that was signed out here may still live: the handler needs its cookie to end it.
  const isSignedOut = readTombstones(headers).size > 0;
  return answer(isOver && !isSignedOut ? cookies.clear(incoming, https) : []);
}
