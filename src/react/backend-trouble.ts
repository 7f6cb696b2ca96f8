import type { SignInError } from '../engine/index.js';

/** The codes that our own handler refuses a user's input with; any other refusal is about the setup. */
const ABOUT_THE_USER = new Set(['code_refused', 'invalid_request', 'rate_limited', 'sign_up_blocked']);

/**
 * What is wrong between the page and its backend, as the end of a sentence; undefined when the backend
 * itself has answered, about what the user did.
 */
export function backendTrouble({ code, cause }: SignInError): string | undefined {
  if (ABOUT_THE_USER.has(code)) return undefined;
  const status = statusOf(cause);
  if (code === 'origin_refused') return "refused this page's origin (403)";
  if (status !== undefined && status >= 400 && status < 500 && ![400, 422, 429].includes(status))
    return `answered ${status}`;
  if (code === 'network') return 'could not be reached';
  if (code === 'malformed_grant' || code === 'malformed_answer' || code === 'foreign_answer')
    return 'answered with something that is not theirs: a page, perhaps';
  return undefined;
}

/** The HTTP status that the backend answered with, if it did. */
export function statusOf(cause: unknown): number | undefined {
  const status = (cause as { status?: unknown } | null | undefined)?.status;
  return typeof status === 'number' ? status : undefined;
}
