import type { z } from 'zod';
import { malformed, statusError, transportError } from './failures.js';
import { parseJson } from '../parse-json.js';
import type { ApiResponse } from './response.js';
import type { Transport } from './transport.js';

/** How the API is reached. */
export interface ApiConnection {
  readonly apiUrl: string;
  readonly secretKey: string;
  /** Milliseconds for one request, body included. */
  readonly timeout: number;
  readonly transport: Transport;
}

/** One request to the API: its method, what it is called in errors, its path below `/v1/auth/`. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly operation: string;
  readonly path?: string;
  readonly body?: unknown;
}

/**
 * Asks the API.
 *
 * @throws AuthServerError where no answer came.
 */
export async function requestApi(
  { apiUrl, secretKey, timeout, transport }: ApiConnection,
  { method, operation, path = operation, body }: ApiRequest,
): Promise<ApiResponse> {
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
  try {
    const { status, text, header } = await transport({
      method,
      url: `${apiUrl}/v1/auth/${path}`,
      headers: { Authorization: `Bearer ${secretKey}`, Accept: 'application/json', ...json },
      body: body === undefined ? undefined : JSON.stringify(body),
      isRepeatable: method !== 'POST' || operation === 'sessions/verify',
      timeout,
    });
    const retryAfter = secondsOf(header('retry-after'));
    return { status, text, retryAfter, now: clockOf(header('date')) };
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
