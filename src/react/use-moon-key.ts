import { useSyncExternalStore } from 'react';
import type { SessionTokens } from '../engine/index.js';
import type { User } from '../machines/types.js';
import { useScope } from './context.js';
import type { Start } from './start-params.js';

interface Verbs {
  /**
   * Ends this session. `isAuthenticated` is false as soon as this returns; the promise resolves when
   * device and server are both done, and rejects with a `LogoutError` that says what is not. Can be
   * passed to `onClick` as it is, and ignored without an unhandled rejection.
   */
  readonly logout: () => Promise<void>;
  /** Opens the sign-in dialog, or calls `config.onStart`. */
  readonly start: Start;
  /** Both credentials, the JWT refreshed where it is about to expire; null when nobody is signed in. */
  readonly getSessionTokens: () => Promise<SessionTokens | null>;
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

/**
 * Who is signed in, and the verbs. Renders again when `status` or the user changes: not on a token
 * refresh, nor on the inner steps of a logout. The verbs keep their identity.
 *
 * @typeParam U - The user as your backend's `mapUser` makes it. Default {@link User}. Not checked.
 * @throws Error when there is no {@link MoonKeyProvider} above.
 * @example
 * ```tsx
 * const { ready, isAuthenticated, user, logout, start } = useMoonKey();
 * if (!ready) return <p>One moment…</p>;
 * return isAuthenticated ? (
 *   <button onClick={logout}>Log out {user.email}</button>
 * ) : (
 *   <button onClick={start}>Sign in</button>
 * );
 * ```
 */
export function useMoonKey<U extends User = User>(): MoonKey<U> {
  const { store } = useScope();
  return useSyncExternalStore(store.subscribe, store.read, store.readOnServer) as MoonKey<U>;
}
