import { createAuthHandler } from '../../../src/server/index.js';
import type {
  AuthHandler,
  AuthHandlerOptions,
  AuthServerError,
} from '../../../src/server/index.js';
import { SECRET_KEY } from './fake-api.js';
import type { FakeApi } from './fake-api.js';

export const TICKET_SECRET = 'canaryTicketSecret-0123456789-0123456789';
export const SITE = 'https://app.example.com';

/** A handler over the fake API that records its errors. */
export function handlerOver(
  api: FakeApi,
  options: Partial<AuthHandlerOptions> = {},
): { handler: AuthHandler; errors: AuthServerError[] } {
  const errors: AuthServerError[] = [];
  const handler = createAuthHandler({
    secretKey: SECRET_KEY,
    ticketSecret: TICKET_SECRET,
    apiUrl: api.url,
    onError: (error) => errors.push(error),
    ...options,
  });
  return { handler, errors };
}

/** A POST of the app's own page, unless `headers` say otherwise. */
export function post(
  path: string,
  body?: unknown,
  headers: Record<string, string> = { Origin: SITE },
): Request {
  return new Request(`${SITE}/api/auth${path}`, {
    method: 'POST',
    headers: body === undefined ? headers : { 'Content-Type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** Status and body in one. */
export async function read(
  response: Response,
): Promise<{ status: number; body: Record<string, unknown> }> {
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
