import type { z } from 'zod';
import type { ApiClient } from '../api-client.js';
import type { AuthServerError } from '../errors.js';
import { errorResponse } from '../json-response.js';
import type { RequestOrigin } from '../origin-policy.js';
import { readBody } from '../read-body.js';
import type { SessionCookie } from '../session-cookie.js';
import type { Tickets } from '../tickets.js';

/** What every route works with. */
export interface RouteContext {
  readonly api: ApiClient;
  readonly tickets: Tickets;
  /** Absent: cookies are neither read nor set. */
  readonly cookie: SessionCookie | undefined;
  /** Minutes. */
  readonly sessionExpiresIn: number;
  readonly slidingSession: boolean;
  readonly clearSiteData: readonly string[];
  readonly report: (error: unknown) => void;
}

export type Route = (request: Request, from: RequestOrigin) => Promise<Response>;

/** A route whose body has been validated by the time `handle` runs. */
export function defineRoute<T>(
  schema: z.ZodType<T>,
  handle: (body: T, request: Request, from: RequestOrigin) => Promise<Response>,
): Route {
  return async (request, from) => {
    const body = await readBody(request, schema);
    return body.ok ? handle(body.value, request, from) : body.response;
  };
}

/** The answer to a failure of the API that may be gone at the next try. */
export function unavailable(error: AuthServerError): Response {
  const down =
    error.code === 'api_unreachable' ||
    error.code === 'api_timeout' ||
    error.code === 'api_rate_limited';
  return errorResponse(
    down ? 503 : 502,
    'unavailable',
    'Authentication service unavailable',
    retryAfter(error),
  );
}

export function retryAfter(error: AuthServerError): Record<string, string> {
  return error.details.retryAfter === undefined
    ? {}
    : { 'Retry-After': String(error.details.retryAfter) };
}

export function refuseForgeable(): Response {
  return errorResponse(403, 'origin_refused', 'Origin required with a cookie');
}
