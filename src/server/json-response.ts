/** Machine-readable reason in an error's body. */
export type WireErrorCode =
  | 'invalid_request'
  | 'unsupported_media_type'
  | 'body_too_large'
  | 'route_not_found'
  | 'method_not_allowed'
  | 'origin_refused'
  | 'code_refused'
  | 'rate_limited'
  | 'no_session'
  | 'session_ended'
  | 'ticket_refused'
  | 'logout_failed'
  | 'unavailable'
  | 'internal';

/** A JSON answer that no cache keeps. */
export function jsonResponse(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      ...headers,
    },
  });
}

/** An error answer, `{ error, code }`. */
export function errorResponse(
  status: number,
  code: WireErrorCode,
  error: string,
  headers: Record<string, string> = {},
): Response {
  return jsonResponse(status, { error, code }, headers);
}
