'use client';

import { useSyncExternalStore } from 'react';
import { useScope } from './context.js';
import type { MoonKey } from './moon-key.js';

export type { MoonKey };

/**
 * Who is signed in, and the verbs. Renders again when `status` or the user changes: not on a token
 * refresh, nor on the inner steps of a logout. The verbs keep their identity.
 *
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
export function useMoonKey(): MoonKey {
  const { auth, store } = useScope();
  return useSyncExternalStore(auth.subscribe, store.read, store.readOnServer);
}
