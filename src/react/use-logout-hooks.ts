import { useEffect } from 'react';
import type { LogoutCleaner, LogoutGuard } from '../engine/index.js';
import { useAuth } from './use-auth.js';
import { useLatest } from './use-latest.js';

/**
 * Clears data of the app's own at every logout while this component is mounted, one that the logout
 * itself unmounts included. The logout waits for it, within `cleanupTimeout`.
 *
 * @param name - Named in the `cleanupFailed` notice.
 * @param cleaner - Handed `{ signal }`. Need not be stable.
 * @example
 * ```tsx
 * useLogoutCleaner('drafts', () => localStorage.removeItem('drafts'));
 * ```
 */
export function useLogoutCleaner(name: string, cleaner: LogoutCleaner): void {
  const auth = useAuth();
  const latest = useLatest(cleaner);
  useEffect(
    () => auth.addCleaner(name, (context) => latest.current(context)),
    [auth, name, latest],
  );
}

/**
 * Asked before a logout: `false` vetoes it, and `logout()` rejects with the code `cancelled`. Pass
 * null while there is nothing to ask, so that the logout need not wait.
 *
 * @param guard - Handed `{ signal }`; may be async, within `guardTimeout`. Need not be stable.
 * @example
 * ```tsx
 * useLogoutGuard(isDirty ? () => window.confirm('Leave without saving?') : null);
 * ```
 */
export function useLogoutGuard(guard: LogoutGuard | null): void {
  const auth = useAuth();
  const latest = useLatest(guard);
  const isActive = guard !== null;
  useEffect(
    () => (isActive ? auth.addLogoutGuard((context) => latest.current?.(context)) : undefined),
    [auth, isActive, latest],
  );
}
