import type { SignInError } from '../../engine/index.js';

/** What went wrong, in the user's words. */
export function explain(error: SignInError, isCodeSent: boolean): string {
  const status = statusOf(error.cause);
  if (error.code === 'cancelled') return 'The sign-in was cancelled.';
  if (error.code === 'timed_out') return 'That took too long. Please try again.';
  if (status === 429) return 'Too many tries. Please wait a moment, then try again.';
  if (status !== undefined && status >= 400 && status < 500)
    return isCodeSent
      ? 'That code isn’t right, or it has expired.'
      : 'We couldn’t send a code to that address. Please check it.';
  if (status !== undefined) return 'Something went wrong on our side. Please try again.';
  return 'We couldn’t get through. Check your connection and try again.';
}

function statusOf(cause: unknown): number | undefined {
  const status = (cause as { status?: unknown } | null | undefined)?.status;
  return typeof status === 'number' ? status : undefined;
}
