import type {
  EndReason,
  DeviceOutcome,
  HookFailure,
  LoggedOutReason,
  LogoutScope,
  ServerOutcome,
} from './types.js';

/**
 * What the machine listens to. Each event is something the user or the world did; none carries a
 * secret. Verbs of the engine send them: an app has no need to.
 */
export type AuthEvent =
  /** The user wants to be logged out. */
  | { type: 'LOGOUT'; scope: LogoutScope; guarded: boolean }
  /**
   * The user entered a code; `attempt` names the credentials that the engine holds. `remember` is false where the
   * session ends with its last tab, `found` true where the backend knows it by the browser's cookie.
   */
  | { type: 'SIGN_IN'; attempt: string; remember?: false; found?: true }
  /** Someone needs a fresh JWT. */
  | { type: 'REFRESH' }
  /** The session is over: it has reached its end, the server says so, or its user was away for too long. */
  | { type: 'SESSION_EXPIRED'; generation: string; reason?: EndReason }
  /** Another tab logged this generation out (`*`: whichever was on disk). */
  | { type: 'SIGNED_OUT_ELSEWHERE'; generation: string }
  /** Another tab put this generation on disk. */
  | { type: 'SIGNED_IN_ELSEWHERE'; generation: string }
  /** The number of revocations that wait in the outbox. */
  | { type: 'OUTBOX_CHANGED'; pending: number }
  /** The store fell back to memory, or came back. */
  | { type: 'STORAGE_CHANGED'; storage: 'indexeddb' | 'memory' };

/** What the machine emits: see `auth.on()`. */
export type AuthEmitted =
  | { type: 'signedIn'; generation: string; restored: boolean }
  | { type: 'signInFailed'; attempt: string; code: string }
  | { type: 'signInCancelled'; attempt: string }
  | { type: 'refreshed' }
  | { type: 'refreshFailed'; code: string }
  | {
      type: 'loggedOut';
      reason: LoggedOutReason;
      device: DeviceOutcome;
      server: ServerOutcome;
    }
  | { type: 'logoutCancelled'; by: string }
  | ({ type: 'cleanupFailed' } & HookFailure)
  | ({ type: 'guardFailed' } & HookFailure);
