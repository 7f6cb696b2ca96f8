import { ConfigurationError } from '../options/configuration-error.js';

/**
 * What went wrong on the server side.
 *
 * - `api_unreachable`: the MoonKey API did not accept the connection.
 * - `api_timeout`: the API did not answer within `timeout`.
 * - `api_rate_limited`: the API answered 429.
 * - `api_refused`: the API refused the secret key or the request (4xx).
 * - `api_failed`: the API answered 5xx, or a redirect.
 * - `api_malformed`: the answer is neither the success nor the error that the contract documents; something
 *   else may have answered in the API's place. It decides nothing.
 * - `not_found`: the API itself says that it does not know the session or user (404, 410).
 * - `revocation_incomplete`: some of a user's sessions could not be revoked.
 * - `session_abandoned`: a session was created, could not be handed over, and could not be revoked either.
 * - `ticket_refused`: somebody showed a ticket that `ticketSecret` has not signed; reported once.
 * - `origin_refused`: a page of another origin was refused; reported once for each origin.
 * - `route_not_found`: a request came for a path that is no route; reported once.
 * - `body_lost`: something read the request's body before the handler.
 * - `misconfigured`: an option is wrong or missing; the message names it.
 * - `unexpected`: a fault of this handler.
 */
export type AuthServerErrorCode =
  | 'api_unreachable'
  | 'api_timeout'
  | 'api_rate_limited'
  | 'api_refused'
  | 'api_failed'
  | 'api_malformed'
  | 'not_found'
  | 'revocation_incomplete'
  | 'session_abandoned'
  | 'ticket_refused'
  | 'origin_refused'
  | 'route_not_found'
  | 'body_lost'
  | 'misconfigured'
  | 'unexpected';

/** Facts that may accompany an error: never a token, a code, a ticket, a key or an e-mail address. */
export interface AuthServerErrorDetails {
  /** HTTP status of the API's answer. */
  readonly status?: number;
  /** The API's own `error_type`, such as `session_not_found`. */
  readonly type?: string;
  /** What was being done, such as `sessions/delete`. */
  readonly operation?: string;
  /** Seconds after which the API accepts requests again. */
  readonly retryAfter?: number;
  /** A system error's code or an error's class name, such as `ECONNREFUSED`. */
  readonly reason?: string;
}

/**
 * The only kind of error that leaves this module: coded and redacted. The original error is
 * dropped on purpose, since its message may quote what was sent.
 */
export class AuthServerError extends Error {
  override readonly name = 'AuthServerError';
  readonly code: AuthServerErrorCode;
  readonly details: AuthServerErrorDetails;

  constructor(code: AuthServerErrorCode, message: string, details: AuthServerErrorDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }

  /** Turns anything thrown into a redacted error; the original's message is not kept. */
  static from(error: unknown): AuthServerError {
    if (error instanceof AuthServerError) return error;
    if (error instanceof ConfigurationError)
      return new AuthServerError('misconfigured', error.message, { reason: error.option });
    const reason = error instanceof Error ? error.constructor.name : typeof error;
    return new AuthServerError('unexpected', `Unexpected fault in the auth handler (${reason})`, {
      reason,
    });
  }
}

/** Receives redacted errors, for a log or an alert. What it throws or rejects with is ignored. */
export type ErrorListener = (error: AuthServerError) => unknown;

/** Tells a listener of failures. Its own faults never reach a request. */
export interface Reporter {
  readonly report: (error: unknown) => void;
  /** For what is worth one line in a log and no more: the same message is told once. */
  readonly reportOnce: (error: AuthServerError) => void;
}

const MOST_NOTICES = 20;

export function createReporter(onError: ErrorListener | undefined): Reporter {
  const listener =
    onError ??
    ((error: AuthServerError) => console.error(`[moonkey] ${error.code}: ${error.message}`));
  const told = new Set<string>();
  const report = (error: unknown): void => {
    try {
      void Promise.resolve(listener(AuthServerError.from(error))).catch(() => undefined);
    } catch {
      // A failing log must not turn an answer into a failure.
    }
  };
  return {
    report,
    reportOnce(error) {
      if (told.has(error.message) || told.size >= MOST_NOTICES) return;
      told.add(error.message);
      report(error);
    },
  };
}
