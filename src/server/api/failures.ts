import { z } from 'zod';
import type { ApiResponse } from './response.js';
import { AuthServerError } from '../errors.js';
import type { AuthServerErrorCode, AuthServerErrorDetails } from '../errors.js';
import { parseJson } from '../parse-json.js';

/** The answer is neither the success nor the error that the contract documents: somebody else's, perhaps. */
export function malformed(
  operation: string,
  details: AuthServerErrorDetails = {},
): AuthServerError {
  return new AuthServerError(
    'api_malformed',
    `${operation}: the answer does not follow the contract; is something answering in the API's place? Check apiUrl`,
    { operation, ...details },
  );
}

/** The API's own error body (contract §2). What it says besides its type and status is not kept. */
const apiError = z.object({
  error_type: z.string().min(1),
  error_message: z.string(),
  status_code: z.int(),
});

/**
 * The API answered with another status than 2xx. A 4xx counts as its word only with its own body:
 * a proxy's 404 says nothing about a session.
 */
export function statusError(
  operation: string,
  { status, text, retryAfter }: ApiResponse,
): AuthServerError {
  const own = apiError.safeParse(parseJson(text));
  const type = own.success && own.data.status_code === status ? own.data.error_type : undefined;
  const details = {
    status,
    operation,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(type !== undefined && /^[a-z_]{1,40}$/.test(type) ? { type } : {}),
  };
  const fail = (code: AuthServerErrorCode, what: string): AuthServerError =>
    new AuthServerError(code, `${operation}: ${what} (${status})`, details);

  if (status < 400 || status >= 500) return fail('api_failed', 'the API failed');
  if (type === undefined) return malformed(operation, details);
  if (status === 429) return fail('api_rate_limited', 'rate limited by the API');
  if (type === 'route_not_found') return fail('api_refused', 'no such endpoint; check apiUrl');
  if (status === 404 || status === 410) return fail('not_found', 'not found');
  if (status === 401 || status === 403)
    return fail('api_refused', 'the API refused; check secretKey and apiUrl');
  return fail('api_refused', 'the API refused the request');
}

/** The API gave no answer. */
export function transportError(
  operation: string,
  error: unknown,
  timeout: number,
): AuthServerError {
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) {
    return new AuthServerError(
      'api_timeout',
      `${operation}: no answer from the API within ${timeout} ms`,
      { operation },
    );
  }
  const reason = systemCode(error);
  const suffix = reason === undefined ? '' : ` (${reason})`;
  return new AuthServerError('api_unreachable', `${operation}: the API is not reachable${suffix}`, {
    operation,
    ...(reason === undefined ? {} : { reason }),
  });
}

function systemCode(error: unknown): string | undefined {
  const cause =
    error instanceof Error && 'code' in error ? error : error instanceof Error && error.cause;
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined;
  return typeof cause.code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(cause.code)
    ? cause.code
    : undefined;
}
