import { z } from 'zod';
import { ROUTES } from '../wire/routes.js';
import { createApiClient } from './api-client.js';
import { createReporter } from './errors.js';
import type { ErrorListener } from './errors.js';
import { errorResponse } from './json-response.js';
import * as option from './option-schemas.js';
import { answerOptions, createOriginPolicy, originRefused } from './origin-policy.js';
import type { RequestOrigin } from './origin-policy.js';
import { createLogoutRequestRoute } from './routes/logout.js';
import { createOtpSendRoute } from './routes/otp-send.js';
import { createOtpVerifyRoute } from './routes/otp-verify.js';
import type { Route, RouteContext } from './routes/route.js';
import { createSessionRefreshRoute } from './routes/session-refresh.js';
import { createSessionCookie } from './session-cookie.js';
import type { SessionCookieOptions } from './session-cookie.js';
import { createTickets } from './tickets.js';

/** A directive of the `Clear-Site-Data` header (W3C Clear Site Data). */
export type ClearSiteDataDirective = 'cache' | 'cookies' | 'storage' | 'executionContexts';

/** Options of {@link createAuthHandler}. */
export interface AuthHandlerOptions {
  /** The MoonKey secret key, `sk_test_…` or `sk_live_…`. It never leaves this process but to `apiUrl`. */
  readonly secretKey: string | undefined;
  /** Signs revocation tickets: at least 32 bytes, random. Of several, the first signs and all verify. */
  readonly ticketSecret: string | readonly string[] | undefined;
  /** Base URL of the MoonKey API, without `/v1`. Default `https://api.moonkey.fun`. */
  readonly apiUrl?: string | undefined;
  /** Path below which the routes are. Default `/api/auth`. */
  readonly basePath?: string | undefined;
  /** Keep the session token in an `HttpOnly` cookie too, and accept it from there. Default false. */
  readonly cookie?: boolean | SessionCookieOptions | undefined;
  /** Other origins whose pages may call, such as `https://app.example.com`. Default none. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Believe `X-Forwarded-Host` and `X-Forwarded-Proto`. Only behind a proxy that sets both. Default false. */
  readonly trustProxy?: boolean | undefined;
  /** `Clear-Site-Data` of a logout: true is `"cache"`. Not sent for a revocation that was queued. Default none. */
  readonly clearSiteData?: boolean | readonly ClearSiteDataDirective[] | undefined;
  /** How long a new session lives, in minutes, 5 to 527040. Default 10080 (7 days). */
  readonly sessionExpiresIn?: number | undefined;
  /** Extend the session by `sessionExpiresIn` at each refresh. Default false. */
  readonly slidingSession?: boolean | undefined;
  /** Bound of one request to the API, in milliseconds. Default 10000. */
  readonly timeout?: number | undefined;
  /** Used to reach the API. Default the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Hears every failure as a redacted error. Default: one line on `console.error`. */
  readonly onError?: ErrorListener | undefined;
}

/** A Fetch-standard request handler. It never rejects. */
export interface AuthHandler {
  (request: Request): Promise<Response>;
  /** Path below which the handler's routes are. */
  readonly basePath: string;
}

const options = z.strictObject(
  {
    secretKey: option.secretKey,
    ticketSecret: option.ticketSecret,
    apiUrl: option.apiUrl,
    basePath: option.basePath,
    cookie: z.preprocess(
      (value) => (value === true ? {} : value === false ? undefined : value),
      option.cookie.optional(),
    ),
    allowedOrigins: option.allowedOrigins,
    trustProxy: option.flag,
    clearSiteData: option.clearSiteData,
    sessionExpiresIn: option.sessionExpiresIn,
    slidingSession: option.flag,
    timeout: option.timeout,
    fetch: option.fetchFunction,
    onError: option.listener,
  },
  'must be an object',
);

/**
 * Creates the app's own auth backend: sign-in by e-mail code, refresh, and logout that can be proved.
 *
 * Runs wherever `Request` and `Response` exist (Next, Hono, Bun, Deno, Workers); for Express and plain
 * Node wrap it in `toNodeHandler`.
 *
 * @throws TypeError naming the option that is wrong.
 *
 * @example
 * ```ts
 * const handler = createAuthHandler({
 *   secretKey: process.env.MOONKEY_SECRET_KEY,
 *   ticketSecret: process.env.MOONKEY_TICKET_SECRET,
 * });
 * export const POST = handler; // Next: app/api/auth/[...moonkey]/route.ts
 * ```
 */
export function createAuthHandler(given: AuthHandlerOptions): AuthHandler {
  const settings = option.parseOptions('createAuthHandler', options, given);
  const report = createReporter(settings.onError);
  const context: RouteContext = {
    api: createApiClient({
      ...settings,
      fetch: settings.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    }),
    tickets: createTickets(settings.ticketSecret),
    cookie: settings.cookie && createSessionCookie(settings.cookie),
    sessionExpiresIn: settings.sessionExpiresIn,
    slidingSession: settings.slidingSession,
    clearSiteData: settings.clearSiteData,
    report,
  };
  const routes = new Map<string, Route>([
    [settings.basePath + ROUTES.sendCode, createOtpSendRoute(context)],
    [settings.basePath + ROUTES.verifyCode, createOtpVerifyRoute(context)],
    [settings.basePath + ROUTES.refresh, createSessionRefreshRoute(context)],
    [settings.basePath + ROUTES.logout, createLogoutRequestRoute(context)],
  ]);
  const originOf = createOriginPolicy(settings);

  async function answer(request: Request, from: RequestOrigin): Promise<Response> {
    const route = routes.get(new URL(request.url).pathname);
    if (route === undefined) return errorResponse(404, 'route_not_found', 'Not found');
    if (request.method === 'OPTIONS') return answerOptions(from);
    if (from.kind === 'refused') return originRefused();
    if (request.method !== 'POST') {
      return errorResponse(405, 'method_not_allowed', 'Method not allowed', {
        Allow: 'POST, OPTIONS',
      });
    }
    return route(request, from);
  }

  const handle = async (request: Request): Promise<Response> => {
    const from = originOf(request);
    const response = await answer(request, from).catch((error: unknown) => {
      if (!request.signal.aborted) report(error);
      return errorResponse(500, 'internal', 'Internal error');
    });
    for (const [name, value] of Object.entries(from.headers)) response.headers.set(name, value);
    return response;
  };
  return Object.assign(handle, { basePath: settings.basePath });
}
