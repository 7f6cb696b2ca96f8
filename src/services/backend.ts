import type { Grant } from '../wire/grant.js';

export type { Grant };

/** What a refresh gives: the user only where asked for. */
export type RefreshGrant = Omit<Grant, 'user'> & Partial<Pick<Grant, 'user'>>;

/** How a session is named to the backend: by a ticket where there is one. */
export type RevocationProof =
  | { readonly ticket: string; readonly age: number }
  | {
      /** Empty where the browser's cookie alone holds it. */
      readonly sessionToken: string;
      /** The public id, where the grant had one. A cookie may be another session's by now: compare. */
      readonly sessionId?: string;
      readonly scope: 'session' | 'everywhere';
    };

/**
 * The app's own backend, as the engine calls it. `createBackend()` speaks to the routes of
 * `createAuthHandler`; write your own to speak to something else.
 *
 * Throw an {@link BackendError} with a `status` to tell the engine what happened; anything else that
 * is thrown counts as a network failure.
 */
export interface Backend {
  /** Absent, as `verifyCode`, where nobody signs in by a code: see `auth.signInWith()`. */
  sendCode?(
    /** `disableSignup`: reject with `signup_blocked` where there is no such user, and make none. */
    input: { email: string; disableSignup?: boolean },
    signal: AbortSignal,
  ): Promise<{ methodId: string }>;
  verifyCode?(
    /** `remember: false`: a cookie that keeps the session must end with the browser. */
    input: { methodId: string; code: string; remember?: false },
    signal: AbortSignal,
  ): Promise<Grant>;
  /**
   * Whose session this browser has already, by a cookie that somebody else has set; null: nobody's. Asked
   * in the background where the device holds no session.
   */
  current?(signal: AbortSignal): Promise<Grant | null>;
  /**
   * 401, 404 and 410 end the session; anything else keeps it. The token is empty where there is none. Without
   * `user` the user may be left out of the answer. One tab asks for all: a new `sessionToken` takes the old
   * one's place everywhere.
   */
  refresh(
    input: { sessionToken: string; sessionId?: string; user?: boolean },
    signal: AbortSignal,
  ): Promise<RefreshGrant>;
  /** 2xx, 404 and 410 are success; 429 and 5xx are tried again; other 4xx are final. */
  revoke(proof: RevocationProof, signal: AbortSignal): Promise<void>;
}

/** A backend that signs in by one-time codes. */
export type CodeBackend = Backend & Required<Pick<Backend, 'sendCode' | 'verifyCode'>>;

/** The backend answered with a status that is not a success. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  /** A short code: the backend's own, or `http_<status>`. */
  readonly code: string;
  readonly #ticket: string | undefined;
  constructor(
    /** The HTTP status. */
    readonly status: number,
    code?: string,
    /** Seconds after which the backend accepts requests again, where it says so. */
    readonly retryAfter?: number,
    /** Revokes what the failure has left at the server: a session of a sign-in, the rest of a logout. */
    ticket?: string,
  ) {
    super(`The backend answered ${status}${code ? ` (${code})` : ''}.`);
    this.code = code ?? `http_${status}`;
    this.#ticket = ticket;
  }

  /** The ticket in the answer. No own property: whoever writes the error to a log does not write this. */
  get ticket(): string | undefined {
    return this.#ticket;
  }
}
