import { createServerAuth } from '../server/index.js';
import type {
  AuthHandler,
  RenewedState,
  ServerAuthOptions,
  ServerRequest,
  ServerState,
  SignedOut,
  User,
} from '../server/index.js';
import { parseSetCookie } from './parse-set-cookie.js';
import { renewedHeaders } from './renewed-headers.js';

/** What a proxy knows of a request. */
export interface NextProxied<AppUser extends User = User> extends RenewedState<AppUser> {
  /** The request's headers with the renewed cookies, so that the page need not ask again. */
  readonly headers: Headers;
}

/** The session in Next: for server components, actions, route handlers and the proxy. */
export interface NextAuth<AppUser extends User = User> {
  /** The auth routes: export it as `GET` and `POST` of `app/api/auth/[...moonkey]/route.ts`. */
  readonly handler: AuthHandler;
  /** Who asks. One check per request, however often it is called. */
  readonly auth: () => Promise<ServerState<AppUser>>;
  /** The session JWT, to call another API with; null where nobody is signed in. It must not be sent to the page. */
  readonly getToken: () => Promise<string | null>;
  /**
   * Logs out the request's session and takes its cookies: in a server action or a route handler, where Next lets
   * cookies be written.
   *
   * @throws AuthServerError `origin_refused` for a request of another origin's page; `misconfigured`.
   */
  readonly signOut: () => Promise<SignedOut['server']>;
  /** For `proxy.ts`: who asks, and what renews the cookies. */
  readonly renew: (request: ServerRequest & { headers: Headers }) => Promise<NextProxied<AppUser>>;
}

/**
 * The session of a Next app with the App Router. Options are those of the handler; what is left out is read from
 * the environment at the first request.
 *
 * @throws ConfigurationError naming the option that is wrong.
 *
 * @example
 * ```ts
 * // auth.ts
 * export const { auth, getToken, signOut, handler, renew } = createNextAuth();
 * ```
 */
export function createNextAuth<AppUser extends User = User>(
  options: ServerAuthOptions<AppUser> = {},
): NextAuth<AppUser> {
  const server = createServerAuth<AppUser>(options);
  return {
    handler: server.handler,
    auth: async () => server.getState({ headers: await ownHeaders() }),
    getToken: async () => server.getToken({ headers: await ownHeaders() }),
    async signOut() {
      const headers = await ownHeaders();
      const { cookies } = await import('next/headers');
      const signedOut = await server.signOut({ headers, url: urlOf(headers) });
      const store = await cookies();
      for (const written of signedOut.cookies) store.set({ ...parseSetCookie(written) });
      return signedOut.server;
    },
    async renew(request) {
      const renewed = await server.renew(request);
      return { ...renewed, headers: renewedHeaders(request.headers, renewed.cookies) };
    },
  };
}

/** Loaded when it is used: only a running Next has it. */
async function ownHeaders(): Promise<Headers> {
  const { headers } = await import('next/headers');
  return headers();
}

/** Where a request came to: Next itself sets the scheme, and compares an action's origin with these two. */
function urlOf(headers: Headers): string {
  const host = headers.get('x-forwarded-host') ?? headers.get('host') ?? 'localhost';
  const proto = headers.get('x-forwarded-proto') ?? 'http';
  return `${proto.split(',', 1)[0]}://${host.split(',', 1)[0]}/`;
}
