import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What `error_type` can be. */
export type ApiErrorType =
  | 'invalid_request'
  | 'invalid_otp'
  | 'second_code_sent'
  | 'unauthorized'
  | 'secret_key_in_browser'
  | 'session_not_found'
  | 'user_not_found'
  | 'route_not_found'
  | 'session_of_other_user'
  | 'duplicate_email'
  | 'request_too_large'
  | 'too_many_requests'
  | 'internal_error'
  | 'email_not_sent'
  | 'database_unavailable'
  | 'database_busy'
  | 'database_full'
  | 'request_timed_out'
  | 'stopping';

/** A refusal that reaches the caller as the contract's error body. Its message never holds a secret. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: ContentfulStatusCode,
    readonly type: ApiErrorType,
    message: string,
    /** Seconds, sent as `Retry-After`. */
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

/** 404 `session_not_found`: unknown, expired and already deleted sessions look the same. */
export function sessionNotFound(): ApiError {
  return new ApiError(
    404,
    'session_not_found',
    'There is no such session: it is unknown, has expired or was deleted.',
  );
}

/** 504 `request_timed_out`: the answer was not there within the bound of a request. */
export function requestTimedOut(): ApiError {
  return new ApiError(504, 'request_timed_out', 'There was no answer in time. Try again.', 1);
}
