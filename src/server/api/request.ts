import type { z } from 'zod';
import { malformed, statusError, transportError } from './failures.js';
import { parseJson } from '../parse-json.js';
import type { ApiResponse } from './response.js';

/** How the API is reached. */
export interface ApiConnection {
  readonly apiUrl: string;
  readonly secretKey: string;
  /** Milliseconds for one request, body included. */
  readonly timeout: number;
  readonly fetch: typeof globalThis.fetch;
}

/** One request to the API: its method, what it is called in errors, its path below `/v1/auth/`. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly operation: string;
  readonly path?: string;
  readonly body?: unknown;
}

/**
 * Asks the API. Redirects are not followed, so that the key goes nowhere else.
 *
 * @throws AuthServerError where no answer came.
 */
export async function requestApi(
  { apiUrl, secretKey, timeout, fetch }: ApiConnection,
  { method, operation, path = operation, body }: ApiRequest,
): Promise<ApiResponse> {
  try {
    const response = await fetch(`${apiUrl}/v1/auth/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${secretKey}`,
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    return {
      status: response.status,
      text: await response.text(),
      retryAfter: secondsOf(response.headers.get('retry-after')),
      now: clockOf(response.headers.get('date')),
    };
  } catch (error) {
    throw transportError(operation, error, timeout);
  }
}

/**
 * The documented success in an answer.
 *
 * @throws AuthServerError for everything else.
 */
export function parseAnswer<T>(schema: z.ZodType<T>, operation: string, answer: ApiResponse): T {
  const { status } = answer;
  if (status < 200 || status > 299) throw statusError(operation, answer);
  const parsed = schema.safeParse(parseJson(answer.text));
  if (!parsed.success) throw malformed(operation);
  return parsed.data;
}

function secondsOf(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
}

function clockOf(header: string | null): number | undefined {
  const date = Date.parse(header ?? '');
  return Number.isNaN(date) ? undefined : Math.floor(date / 1000);
}
