import type { ApiError } from './api-error.js';

/** The contract's error body as an answer. */
export function errorResponse({ type, message, status, retryAfter }: ApiError): Response {
  return Response.json(
    { error_type: type, error_message: message, status_code: status },
    {
      status,
      headers: {
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
      },
    },
  );
}
