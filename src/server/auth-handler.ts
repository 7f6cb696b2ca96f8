import type { User } from '../wire/user.js';
import { parseAuthHandlerOptions } from './auth-handler-options.js';
import type { AuthHandlerOptions } from './auth-handler-options.js';
import { fromEnvironment } from './environment.js';
import { AuthServerError, createReporter } from './errors.js';
import { createHandlerContext } from './handler-context.js';
import { errorAnswer } from './http/answer.js';
import type { Answer } from './http/answer.js';
import { EXCHANGE } from './http/exchange.js';
import type { Exchanging } from './http/exchange.js';
import { fromRequest, toResponse } from './http/fetch.js';
import type { Incoming } from './http/incoming.js';
import { createOriginPolicy } from './origin-policy.js';
import { createRoutes } from './routes/routes.js';
import type { Routes } from './routes/routes.js';

/** A Fetch-standard request handler. It never rejects. */
export interface AuthHandler extends Exchanging {
  (request: Request): Promise<Response>;
  /** Path below which the handler's routes are. */
  readonly basePath: string;
}

/**
 * Creates the app's own auth backend: sign-in by e-mail code, refresh, and logout that can be proved.
 *
 * Runs wherever `Request` and `Response` exist (Next, Hono, Bun, Deno, Workers); for Express and plain
 * Node wrap it in `toNodeHandler`. Secrets that are not given are read from the environment at the first
 * request, so that a build without them succeeds; where they are missing then, each request is answered
 * 500 `not_configured`, and `onError` hears which.
 *
 * @throws ConfigurationError naming the option that is wrong.
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
export function createAuthHandler<AppUser extends User = User>(
  given: AuthHandlerOptions<AppUser> = {},
): AuthHandler {
  const { now, settle } = fromEnvironment(parseAuthHandlerOptions, given, [
    'secretKey',
    'ticketSecret',
    'apiUrl',
  ]);
  const reporter = createReporter(now.onError);
  const originOf = createOriginPolicy(now);
  let routes: Routes | undefined;

  const exchange = async (incoming: Incoming): Promise<Answer> => {
    const from = originOf(incoming);
    try {
      routes ??= createRoutes(createHandlerContext(settle(), reporter), now.basePath);
      const answer = await routes(incoming, from);
      return { ...answer, headers: { ...answer.headers, ...from.headers } };
    } catch (thrown) {
      const error = AuthServerError.from(thrown);
      if (!incoming.isGone()) reporter.report(error);
      const code = error.code === 'misconfigured' ? 'not_configured' : 'internal';
      return errorAnswer(500, code, 'Internal error', { headers: from.headers });
    }
  };

  const handle = async (request: Request): Promise<Response> =>
    toResponse(await exchange(fromRequest(request)));
  return Object.assign(handle, { basePath: now.basePath, [EXCHANGE]: exchange });
}
