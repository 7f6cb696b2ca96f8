import type { RevocationProof } from '../../services/backend.js';
import { BackendError } from '../../services/backend.js';
import type { WireErrorCode } from '../../wire/error-codes.js';
import { WIRE_ERROR_CODES } from '../../wire/error-codes.js';
import type { RoutePath } from '../../wire/routes.js';
import { ROUTES } from '../../wire/routes.js';
import type { FakeBackend } from './fake-backend.js';

/** A request to the app's backend, as far as a fake one reads it. */
export interface BackendRequest {
  /** The path below the backend's base, such as `/logout`. */
  readonly route: string;
  readonly body: string;
  readonly authorization: string | null | undefined;
}

/** What goes back over the wire; null stands for a network that failed. */
export interface BackendResponse {
  readonly status: number;
  readonly body: object;
}

/** Lets a fake backend answer a request, as `createAuthHandler` would. */
export async function respondWith(
  backend: FakeBackend,
  { route, body, authorization }: BackendRequest,
): Promise<BackendResponse | null> {
  if (!isRoute(route)) return failed(404, 'route_not_found');
  const sessionToken = /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '';
  try {
    return { status: 200, body: await answerTo(backend, route, parse(body), sessionToken) };
  } catch (error) {
    return error instanceof BackendError ? failed(error.status, codeOf(error, route)) : null;
  }
}

async function answerTo(
  backend: FakeBackend,
  route: RoutePath,
  input: Record<string, unknown>,
  sessionToken: string,
): Promise<object> {
  const { signal } = new AbortController();
  switch (route) {
    case ROUTES.sendCode:
      return backend.sendCode(
        {
          email: text(input['email']),
          ...(input['disableSignup'] === true && { disableSignup: true }),
        },
        signal,
      );
    case ROUTES.verifyCode: {
      const { methodId, code } = input;
      return backend.verifyCode({ methodId: text(methodId), code: text(code) }, signal);
    }
    case ROUTES.refresh:
      return backend.refresh({ sessionToken }, signal);
    case ROUTES.session:
      // There are no cookies here.
      throw new BackendError(401, 'no_session');
    case ROUTES.logout:
      if (typeof input['ticket'] !== 'string' && sessionToken === '')
        throw new BackendError(400, 'no_session');
      await backend.revoke(proofOf(input, sessionToken), signal);
      return { success: true };
  }
}

/** What the handler calls a failure of this status on this route. */
function codeOf({ status, code }: BackendError, route: RoutePath): WireErrorCode {
  const own = WIRE_ERROR_CODES.find((each) => each === code);
  if (own) return own;
  if (status === 403) return 'origin_refused';
  if (status === 429) return 'rate_limited';
  if (status === 503) return 'unavailable';
  if (status >= 500) return route === ROUTES.logout ? 'logout_failed' : 'internal';
  if (status !== 401) return status === 404 ? 'route_not_found' : 'invalid_request';
  if (route === ROUTES.logout) return 'ticket_refused';
  return route === ROUTES.refresh ? 'session_ended' : 'code_refused';
}

const routes: readonly string[] = Object.values(ROUTES);
const isRoute = (route: string): route is RoutePath => routes.includes(route);

const failed = (status: number, code: WireErrorCode): BackendResponse => ({
  status,
  body: { error: 'Scripted by the fake backend', code },
});

const text = (value: unknown) => (typeof value === 'string' ? value : '');

function proofOf(input: Record<string, unknown>, sessionToken: string): RevocationProof {
  return typeof input['ticket'] === 'string'
    ? { ticket: input['ticket'], age: Number(input['age'] ?? 0) }
    : { sessionToken, scope: input['scope'] === 'everywhere' ? 'everywhere' : 'session' };
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body || '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
