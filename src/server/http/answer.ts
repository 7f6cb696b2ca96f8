import type { WireErrorCode } from '../../wire/error-codes.js';

/** What a route answers: JSON that no cache keeps. */
export interface Answer {
  readonly status: number;
  /** Sent as JSON; absent: no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Values of `Set-Cookie`. */
  readonly cookies?: readonly string[];
}

/** An error answer, `{ error, code }`, and the `ticket` to go on with where there is one. */
export function errorAnswer(
  status: number,
  code: WireErrorCode,
  error: string,
  {
    ticket,
    ...more
  }: Pick<Answer, 'headers' | 'cookies'> & { readonly ticket?: string | undefined } = {},
): Answer {
  return { status, body: { error, code, ...(ticket !== undefined && { ticket }) }, ...more };
}

const ALWAYS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };

/** All headers of an answer but its cookies. */
export function headersOf({ body, headers }: Answer): Record<string, string> {
  return {
    ...(body === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
    ...ALWAYS,
    ...headers,
  };
}
