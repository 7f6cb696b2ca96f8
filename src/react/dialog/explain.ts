import type { SignInError } from '../../engine/index.js';
import type { DialogTexts } from '../dialog-texts.js';

/** What a user is told of an error. */
export interface Explanation {
  readonly text: keyof DialogTexts;
  /** Seconds after which it may be tried again, where the backend said so. */
  readonly retryAfter?: number;
}

const byCode: Readonly<Record<string, keyof DialogTexts>> = {
  cancelled: 'errorCancelled',
  superseded: 'errorCancelled',
  timed_out: 'errorTimedOut',
  invalid_email: 'errorEmail',
  code_not_sent: 'errorCode',
  code_refused: 'errorCode',
  second_code_sent: 'secondCode',
  signup_blocked: 'errorSignupBlocked',
  rate_limited: 'errorRateLimit',
  http_429: 'errorRateLimit',
  network: 'errorNetwork',
  engine_unavailable: 'errorNetwork',
};

/** Statuses with which a backend refuses what the user typed. Any other is about the setup. */
const ABOUT_THE_CODE = new Set([400, 401, 410, 422]);
const ABOUT_THE_ADDRESS = new Set([400, 422]);

/** What went wrong, in the user's words: theirs to mend, the connection's, or ours. */
export function explain(error: SignInError, isCodeSent: boolean): Explanation {
  const { status, retryAfter } = readCause(error.cause);
  const known = Object.hasOwn(byCode, error.code) ? byCode[error.code] : undefined;
  if (status === 429 || known === 'errorRateLimit')
    return { text: 'errorRateLimit', ...(retryAfter && { retryAfter }) };
  if (known) return { text: known };
  if (isCodeSent && ABOUT_THE_CODE.has(status)) return { text: 'errorCode' };
  if (!isCodeSent && ABOUT_THE_ADDRESS.has(status)) return { text: 'errorEmail' };
  return { text: 'errorServer' };
}

/** What an error of a backend says besides its code; a status of 0 is none. */
export function readCause(cause: unknown): { status: number; retryAfter: number | undefined } {
  const { status, retryAfter } = Object(cause) as { status?: unknown; retryAfter?: unknown };
  return {
    status: typeof status === 'number' ? status : 0,
    retryAfter:
      typeof retryAfter === 'number' && retryAfter > 0 ? Math.ceil(retryAfter) : undefined,
  };
}
