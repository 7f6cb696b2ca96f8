import type { RevocationProof } from '../../services/backend.js';
import { BackendError } from '../../services/backend.js';
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
  const { signal } = new AbortController();
  const input = parse(body);
  const sessionToken = /^Bearer (.+)$/.exec(authorization ?? '')?.[1] ?? '';
  try {
    if (route === ROUTES.sendCode)
      return ok(await backend.sendCode({ email: text(input['email']) }, signal));
    if (route === ROUTES.verifyCode)
      return ok(
        await backend.verifyCode(
          { methodId: text(input['methodId']), code: text(input['code']) },
          signal,
        ),
      );
    if (route === ROUTES.refresh) return ok(await backend.refresh({ sessionToken }, signal));
    if (route !== ROUTES.logout) return { status: 404, body: { error: 'Not found' } };
    await backend.revoke(proofOf(input, sessionToken), signal);
    return ok({ success: true });
  } catch (error) {
    return error instanceof BackendError
      ? { status: error.status, body: { error: 'Scripted by the fake backend', code: error.code } }
      : null;
  }
}

const ok = (body: object): BackendResponse => ({ status: 200, body });
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
