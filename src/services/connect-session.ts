import { type Backend, BackendError, type Grant, type RevocationProof } from './backend.js';

/** What {@link connectSession} takes: how an app's own auth is read, renewed and ended. */
export interface SessionConnection {
  /** Whose session this browser has; null: nobody's. Asked in the background where the device holds none. */
  readonly read: (signal: AbortSignal) => Promise<Grant | null>;
  /** A fresh grant of the same session; null: it has ended. Default: `read`. */
  readonly refresh?: (
    session: { readonly sessionToken: string; readonly sessionId?: string },
    signal: AbortSignal,
  ) => Promise<Grant | null>;
  /**
   * Ends it at the server. A `Response` counts by its status: 2xx, 404 and 410 are success, no answer, 408,
   * 425, 429 and 5xx are tried again, other 4xx are final. One that was redirected is no answer.
   */
  readonly revoke: (proof: RevocationProof, signal: AbortSignal) => Promise<unknown>;
}

/**
 * Makes a backend of the sessions that an app has already: what they lack is a logout that lasts, with
 * tombstones, outbox, tabs, guards and cleaners. Signing in stays the app's: see `auth.signInWith()`.
 *
 * @example
 * ```ts
 * const backend = connectSession({
 *   read: async () => (await fetch('/me')).json(),
 *   revoke: (proof, signal) =>
 *     fetch('/logout', { method: 'POST', body: JSON.stringify(proof), keepalive: true, signal }),
 * })
 * const auth = createAuth({ publishableKey: 'pk_live_app', backend })
 * ```
 */
export function connectSession({ read, refresh, revoke }: SessionConnection): Backend {
  return {
    current: (signal) => read(signal),
    async refresh(session, signal) {
      const grant = await (refresh ? refresh(session, signal) : read(signal));
      if (grant && isOther(grant, session)) throw new BackendError(401, 'other_session');
      if (!grant) throw new BackendError(401, 'session_ended');
      return grant;
    },
    async revoke(proof, signal) {
      const answer: unknown = await revoke(proof, signal);
      if (!isResponse(answer)) return;
      if (answer.redirected) throw new TypeError('Something else has answered: a redirect.');
      if (!answer.ok) throw new BackendError(answer.status);
    },
  };
}

/** Somebody else has signed in where the app keeps its session: this one is over. */
const isOther = (grant: Grant, { sessionId }: { readonly sessionId?: string }) =>
  sessionId !== undefined && grant.sessionId !== undefined && grant.sessionId !== sessionId;

const isResponse = (answer: unknown): answer is Response =>
  typeof Response !== 'undefined' && answer instanceof Response;
