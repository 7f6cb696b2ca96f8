import type { ServerState } from '../wire/server-state.js';
import type { User } from '../wire/user.js';
import { createAuthHandler } from './auth-handler.js';
import type { AuthHandler } from './auth-handler.js';
import type { AuthHandlerOptions, HandlerCookieOptions } from './auth-handler-options.js';
import { renewServerState } from './renew-server-state.js';
import type { RenewedState, ServerRequest } from './renew-server-state.js';
import { getServerState, readerOf } from './server-state.js';
import type { StateRequest } from './server-state.js';
import type { ServerStateOptions } from './server-state-options.js';
import { signOut } from './sign-out.js';
import type { SignedOut } from './sign-out.js';

/** Options of {@link createServerAuth}: those of the handler, whose cookies are always on. */
export interface ServerAuthOptions<AppUser extends User = User> extends Omit<
  AuthHandlerOptions<AppUser>,
  'cookie'
> {
  /** The session cookies. Default `{}`. */
  readonly cookie?: HandlerCookieOptions | undefined;
  /** How a request's session is checked: as in `getServerState`. Default `jwt`. */
  readonly check?: 'jwt' | 'api' | undefined;
}

/** An app's routes and what its pages ask of the same session, of one set of options. */
export interface ServerAuth<AppUser extends User = User> {
  /** The auth routes. */
  readonly handler: AuthHandler;
  /** Who asks: see `getServerState`. One check per request, however often it is called. */
  getState(request: StateRequest): Promise<ServerState<AppUser>>;
  /** The same, and the cookies that keep it cheap: see `renewServerState`. */
  renew(request: ServerRequest): Promise<RenewedState<AppUser>>;
  /**
   * The session JWT of a request, to call another API with that verifies it. It is good for a while: a fresh one
   * where that in the cookie has run out. Null where nobody is signed in, or that could not be found out. It is a
   * credential: it must not be sent to the page.
   */
  getToken(request: StateRequest): Promise<string | null>;
  /**
   * Logs out the session of a request's cookies: for a server action, or the form of a page without script.
   *
   * @throws AuthServerError `origin_refused` for a request of another origin's page; `misconfigured`.
   */
  signOut(request: ServerRequest): Promise<SignedOut>;
}

/**
 * All that an app with pages rendered on its server needs: the routes, who asks, a logout, of one set of options.
 * What is left out is read from the environment at the first request.
 *
 * @throws ConfigurationError naming the option that is wrong.
 *
 * @example
 * ```ts
 * export const serverAuth = createServerAuth();
 * const { status, user } = await serverAuth.getState(request);
 * ```
 */
export function createServerAuth<AppUser extends User = User>({
  check,
  ...options
}: ServerAuthOptions<AppUser> = {}): ServerAuth<AppUser> {
  const { cookie = {}, secretKey, apiUrl, timeout, fetch, mapUser, claims, onError } = options;
  const handler = createAuthHandler<AppUser>({ ...options, cookie });
  const { only: _, ...scope } = cookie;
  const api = { secretKey, apiUrl, timeout, fetch, onError };
  const asked: ServerStateOptions<AppUser> = { ...api, mapUser, claims, check, cookie: scope };
  const read = readerOf(asked);
  return {
    handler,
    getState: (request) => getServerState(request, asked),
    renew: (request) => renewServerState(request, asked),
    getToken: async ({ headers }) => (await read(headers)).found?.jwt ?? null,
    signOut: (request) => signOut(handler, request, scope),
  };
}
