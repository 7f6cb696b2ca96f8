import { z } from 'zod';
import { createApiClient } from './api/client.js';
import { apiOptions, pageOptions } from './api-options.js';
import type { ApiOptions, PageOptions } from './api-options.js';
import { transportOf } from './api/default-transport.js';
import type { ApiClient } from './api/client.js';
import type { SessionCookieOptions } from './cookies/session-cookie-options.js';
import { createSessionCookies } from './cookies/session-cookies.js';
import { fromEnvironment } from './environment.js';
import { createReporter } from './errors.js';
import type { Answer } from './http/answer.js';
import { EXCHANGE } from './http/exchange.js';
import { fromRequest, toResponse } from './http/fetch.js';
import type { Incoming } from './http/incoming.js';
import type { NodeHandler } from './node/node-types.js';
import { toNodeHandler } from './node/to-node-handler.js';
import { originRefusedOnce } from './notices.js';
import * as option from './option-schemas.js';
import { parseOptions } from './parse-options.js';
import { createOriginPolicy } from './origin-policy.js';

/** Options of {@link createLogoutRoute}. */
export interface LogoutRouteOptions extends ApiOptions, PageOptions {
  /** The cookie that holds the session token; name, path and domain must be those it was set with. */
  readonly cookie?: SessionCookieOptions | undefined;
}

const shape = z
  .strictObject(
    { ...apiOptions, ...pageOptions, cookie: option.sessionCookie.optional() },
    'must be an object',
  )
  .superRefine(option.refusePlainHttp);

const parse = (options: unknown) => parseOptions('createLogoutRoute', shape, options);

/**
 * Creates the logout route for Express or plain Node of an app that keeps the session token in a cookie
 * (contract §3). It needs no cookie parser and no body parser, and gets along with both.
 *
 * - no cookie: 400 `{ "error": "No session found" }`
 * - session deleted, or already gone (the API says so): the cookie is cleared, 200 `{ "success": true }`
 * - the API failed: 500 `{ "error": "Logout failed" }`, and the cookie stays, so that it can be repeated
 * - a page of another origin asks: 403 `{ "error": "Origin refused" }`
 *
 * @throws ConfigurationError naming the option that is wrong.
 *
 * @example
 * ```ts
 * app.post('/api/logout', createLogoutRoute({ secretKey: process.env.MOONKEY_SECRET_KEY }));
 * ```
 */
export function createLogoutRoute(given: LogoutRouteOptions = {}): NodeHandler {
  const { now, settle } = fromEnvironment(parse, given, ['secretKey', 'apiUrl']);
  const cookies = createSessionCookies(now.cookie ?? {});
  const { report, reportOnce } = createReporter(now.onError);
  const originOf = createOriginPolicy(now);
  let api: ApiClient | undefined;

  const exchange = async (incoming: Incoming): Promise<Answer> => {
    const { kind, https, headers } = originOf(incoming);
    if (kind === 'refused') {
      reportOnce(originRefusedOnce(incoming.headers.get('origin') ?? 'another site'));
      return { status: 403, body: { error: 'Origin refused' }, headers };
    }
    const tokens = cookies.tokens(incoming.headers);
    if (tokens.length === 0) return { status: 400, body: { error: 'No session found' }, headers };
    try {
      const { fetch, ...connection } = settle();
      api ??= createApiClient({ ...connection, transport: transportOf(fetch) });
      await deleteAll(api, tokens);
    } catch (error) {
      report(error);
      return { status: 500, body: { error: 'Logout failed' }, headers };
    }
    const cleared = cookies.clear(incoming, https);
    return { status: 200, body: { success: true }, headers, cookies: cleared };
  };

  const handle = async (request: Request): Promise<Response> =>
    toResponse(await exchange(fromRequest(request)));
  return toNodeHandler(Object.assign(handle, { [EXCHANGE]: exchange }));
}

/** Several cookies may have our name: all their sessions end. */
async function deleteAll(api: ApiClient, tokens: readonly string[]): Promise<void> {
  await Promise.all(tokens.map((session_token) => api.deleteSession({ session_token })));
}
