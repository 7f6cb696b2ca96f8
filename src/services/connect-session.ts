import { type Backend, BackendError, type Grant, type RevocationProof } from './backend.js';
import { NoAnswerError } from './no-answer-error.js';

type Session = { readonly sessionToken: string; readonly sessionId?: string };

/** What {@link connectSession} takes: how an app's own auth is read, renewed and ended. */
export interface SessionConnection {
  /**
   * Whose session this browser has; null: nobody's. Asked in the background where the device holds none.
   * A URL is fetched: it answers 200 with a grant, or `null`, as JSON.
   */
  readonly read: string | ((signal: AbortSignal) => Promise<Grant | null>);
  /** A fresh grant of the same session; null: it has ended. Default: `read`. */
  readonly refresh?: (session: Session, signal: AbortSignal) => Promise<Grant | null>;
  /**
   * Ends it at the server. A URL is posted the proof as JSON: it answers `{ "success": true }`, or an error's
   * status with `{ "error": "…" }`; anything else is no answer. A function's `Response` counts by its status.
   * Success, 404 and 410 end it, no answer, 408, 425, 429 and 5xx are tried again, other 4xx are final.
   */
  readonly revoke: string | ((proof: RevocationProof, signal: AbortSignal) => Promise<unknown>);
}

/**
 * Makes a backend of the sessions that an app has already: what they lack is a logout that lasts, with
 * tombstones, outbox, tabs, guards and cleaners. Signing in stays the app's: see `auth.signInWith()`.
 *
 * @example
 * ```ts
 * const backend = connectSession({ read: '/me', revoke: '/logout' })
 * const auth = createAuth({ publishableKey: 'pk_live_app', backend })
 * ```
 */
export function connectSession({ read, refresh, revoke }: SessionConnection): Backend {
  const current = (signal: AbortSignal) =>
    typeof read === 'string' ? readFrom(read, signal) : read(signal);
  return {
    current,
    async refresh(session, signal) {
      const grant = await (refresh ? refresh(session, signal) : current(signal));
      if (!grant) throw new BackendError(401, 'session_ended');
      if (isOther(grant, session)) throw new BackendError(401, 'other_session');
      return grant;
    },
    async revoke(proof, signal) {
      if (typeof revoke === 'string') return revokeAt(revoke, proof, signal);
      const answer: unknown = await revoke(proof, signal);
      if (!(answer instanceof Response)) return;
      if (answer.redirected) throw new NoAnswerError('foreign_answer');
      if (!answer.ok) throw new BackendError(answer.status);
    },
  };
}

/** Somebody else has signed in where the app keeps its session: this one is over. */
const isOther = (grant: Grant, { sessionId }: Session) =>
  sessionId !== undefined && grant.sessionId !== undefined && grant.sessionId !== sessionId;

/** Believes JSON alone: a login page is no answer. */
async function readFrom(url: string, signal: AbortSignal): Promise<Grant | null> {
  const headers = { accept: 'application/json' };
  const response = await fetch(url, { headers, cache: 'no-store', signal });
  if (!response.ok || response.redirected) throw new NoAnswerError(`http_${response.status}`);
  return (await response.json()) as Grant | null;
}

async function revokeAt(url: string, proof: RevocationProof, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(proof),
    keepalive: true,
    cache: 'no-store',
    signal,
  });
  const answer = (await response.json().catch(() => null)) as Record<string, unknown> | null;
  const isOurs = !response.redirected && typeof answer === 'object' && answer !== null;
  if (isOurs && response.ok && answer['success'] === true) return;
  if (isOurs && !response.ok && typeof answer['error'] === 'string')
    throw new BackendError(response.status);
  throw new NoAnswerError('foreign_answer');
}
