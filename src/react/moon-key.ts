import type { SessionTokens } from '../engine/index.js';
import type { User } from '../machines/types.js';
import type { Start } from './start-params.js';

/** The verbs, which keep their identity. */
export interface Verbs {
  /**
   * Ends this session. `isAuthenticated` is false as soon as this returns; the promise resolves when
   * device and server are both done, and rejects with a `LogoutError` that says what is not. Can be
   * passed to `onClick` as it is, and ignored without an unhandled rejection.
   */
  readonly logout: () => Promise<void>;
  /** Opens the sign-in dialog, or calls `config.onStart`. */
  readonly start: Start;
  /**
   * Both credentials, the JWT refreshed where it is about to expire; null when nobody is signed in.
   * `refresh: true`: another JWT than the last one, which a server of yours has refused.
   */
  readonly getSessionTokens: (options?: { refresh?: boolean }) => Promise<SessionTokens | null>;
}

/** What {@link useMoonKey} returns, told apart by `status`, `ready` or `isAuthenticated`. */
export type MoonKey<U extends User = User> = Verbs &
  (
    | {
        readonly status: 'initializing';
        readonly ready: false;
        readonly isAuthenticated: false;
        readonly user: null;
      }
    | {
        readonly status: 'authenticated';
        readonly ready: true;
        readonly isAuthenticated: true;
        readonly user: U;
      }
    | {
        readonly status: 'signingIn' | 'loggingOut' | 'loggedOut';
        readonly ready: true;
        readonly isAuthenticated: false;
        readonly user: null;
      }
  );
