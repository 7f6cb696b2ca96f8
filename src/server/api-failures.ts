import { AuthServerError } from './errors.js';

/** The API answered 2xx, but not what the contract says. */
export function malformed(operation: string): AuthServerError {
  return new AuthServerError(
    'api_malformed',
    `${operation}: the API's answer does not follow the contract`,
    { operation },
  );
}

/** The API answered with another status than 2xx. Of its body nothing is kept. */
export function statusError(operation: string, response: Response, text: string): AuthServerError {
  const { status } = response;
  const retryAfter = /^\d{1,6}$/.exec(response.headers.get('retry-after') ?? '')?.[0];
  const details = {
    status,
    operation,
    ...(retryAfter === undefined ? {} : { retryAfter: Number(retryAfter) }),
  };
  if (status === 404 && isForeign(response, text)) {
    return new AuthServerError(
      'api_refused',
      `${operation}: no such endpoint (404); check apiUrl`,
      details,
    );
  }
  if (status === 404 || status === 410)
    return new AuthServerError('not_found', `${operation}: not found (${status})`, details);
  if (status === 429)
    return new AuthServerError(
      'api_rate_limited',
      `${operation}: rate limited by the API (429)`,
      details,
    );
  if (status === 401 || status === 403) {
    return new AuthServerError(
      'api_refused',
      `${operation}: the API refused (${status}); check secretKey and apiUrl`,
      details,
    );
  }
  if (status >= 400 && status < 500) {
    return new AuthServerError(
      'api_refused',
      `${operation}: the API refused the request (${status})`,
      details,
    );
  }
  return new AuthServerError('api_failed', `${operation}: the API failed (${status})`, details);
}

/** A 404 of something else than the API, such as a web server, must not pass for a session that is gone. */
function isForeign(response: Response, text: string): boolean {
  return (
    response.headers.get('content-type')?.startsWith('text/html') === true ||
    text.includes('"route_not_found"')
  );
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
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return undefined;
  return typeof cause.code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(cause.code)
    ? cause.code
    : undefined;
}
