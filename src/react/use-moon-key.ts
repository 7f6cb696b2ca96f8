import { useSyncExternalStore } from 'react';
import type { User } from '../machines/types.js';
import { useScope } from './context.js';
import type { MoonKey } from './moon-key.js';

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
 *   <button onClick={logout}>{`Log out ${user.email}`}</button>
 * ) : (
 *   <button onClick={start}>Sign in</button>
 * );
 * ```
 */
export function useMoonKey<U extends User = User>(): MoonKey<U> {
  const { store } = useScope();
  return useSyncExternalStore(store.subscribe, store.read, store.readOnServer) as MoonKey<U>;
}
