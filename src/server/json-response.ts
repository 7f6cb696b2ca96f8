import type { WireErrorCode } from '../wire/error-codes.js';

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
