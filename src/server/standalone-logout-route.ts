import { z } from 'zod';
import { createApiClient } from './api-client.js';
import { createReporter } from './errors.js';
import type { ErrorListener } from './errors.js';
import { jsonResponse } from './json-response.js';
import { toNodeHandler } from './node.js';
import type { NodeHandler } from './node.js';
import * as option from './option-schemas.js';
import { createOriginPolicy } from './origin-policy.js';
import { createSessionCookie } from './session-cookie.js';
import type { SessionCookieOptions } from './session-cookie.js';

/** Options of {@link createLogoutRoute}. */
export interface LogoutRouteOptions {
  /** The MoonKey secret key, `sk_test_…` or `sk_live_…`. */
  readonly secretKey: string | undefined;
  /** Base URL of the MoonKey API, without `/v1`. Default `https://api.moonkey.fun`. */
  readonly apiUrl?: string | undefined;
  /** The cookie that holds the session token; name, path and domain must be those it was set with. */
  readonly cookie?: SessionCookieOptions | undefined;
  /** Other origins whose pages may call. Default none. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Believe `X-Forwarded-Host` and `X-Forwarded-Proto`. Default false. */
  readonly trustProxy?: boolean | undefined;
  /** Bound of the request to the API, in milliseconds. Default 10000. */
  readonly timeout?: number | undefined;
  /** Used to reach the API. Default the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Hears every failure as a redacted error. Default: one line on `console.error`. */
  readonly onError?: ErrorListener | undefined;
}

const options = z.strictObject(
  {
    secretKey: option.secretKey,
    apiUrl: option.apiUrl,
    cookie: option.cookie.optional(),
    allowedOrigins: option.allowedOrigins,
    trustProxy: option.flag,
    timeout: option.timeout,
    fetch: option.fetchFunction,
    onError: option.listener,
  },
  'must be an object',
);

/**
 * Creates the logout route for Express or plain Node of an app that keeps the session token in a cookie
 * (contract §3). It needs no cookie parser and no body parser, and gets along with both.
 *
 * - no cookie: 400 `{ "error": "No session found" }`
 * - session deleted, or already gone (the API's 404): the cookie is cleared, 200 `{ "success": true }`
 * - the API failed: 500 `{ "error": "Logout failed" }`, and the cookie stays, so that it can be repeated
 * - a page of another origin asks: 403 `{ "error": "Origin refused" }`
 *
 * @throws TypeError naming the option that is wrong.
 *
 * @example
 * ```ts
 * app.post('/api/logout', createLogoutRoute({ secretKey: process.env.MOONKEY_SECRET_KEY }));
 * ```
 */
export function createLogoutRoute(given: LogoutRouteOptions): NodeHandler {
  const settings = option.parseOptions('createLogoutRoute', options, given);
  const api = createApiClient({
    ...settings,
    fetch: settings.fetch ?? ((input, init) => globalThis.fetch(input, init)),
  });
  const cookie = createSessionCookie(settings.cookie ?? {});
  const report = createReporter(settings.onError);
  const originOf = createOriginPolicy(settings);

  return toNodeHandler(async (request) => {
    const from = originOf(request);
    if (from.kind === 'refused')
      return jsonResponse(403, { error: 'Origin refused' }, from.headers);
    const token = cookie.read(request.headers);
    if (token === undefined) return jsonResponse(400, { error: 'No session found' }, from.headers);
    try {
      await api.deleteSession({ session_token: token });
    } catch (error) {
      report(error);
      return jsonResponse(500, { error: 'Logout failed' }, from.headers);
    }
    return jsonResponse(
      200,
      { success: true },
      { ...from.headers, 'Set-Cookie': cookie.clear(from.https) },
    );
  });
}
