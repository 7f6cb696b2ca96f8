/** Every code that `createAuthHandler` answers with, in the `code` of an error's body. */
export const WIRE_ERROR_CODES = [
  'invalid_request',
  'unsupported_media_type',
  'body_too_large',
  'route_not_found',
  'method_not_allowed',
  'origin_refused',
  'code_refused',
  'second_code_sent',
  'signup_blocked',
  'rate_limited',
  'no_session',
  'session_ended',
  'ticket_refused',
  'ticket_expired',
  'logout_failed',
  'unavailable',
  'not_configured',
  'internal',
] as const;

/** Machine-readable reason in an error's body. */
export type WireErrorCode = (typeof WIRE_ERROR_CODES)[number];

/** The body of an error answer. */
export interface WireError {
  /** For a developer to read; its words may change. */
  readonly error: string;
  readonly code: WireErrorCode;
  /** Revokes what the failure has left at the API: the session of a sign-in, or the rest of a logout. */
  readonly ticket?: string;
}

const known: ReadonlySet<unknown> = new Set(WIRE_ERROR_CODES);

/** Whether a parsed body is an error of the handler, and not of something that answered in its place. */
export function isWireError(body: unknown): body is WireError {
  return (
    typeof body === 'object' &&
    body !== null &&
    'error' in body &&
    typeof body.error === 'string' &&
    'code' in body &&
    known.has(body.code) &&
    (!('ticket' in body) || typeof body.ticket === 'string')
  );
}
