'use client';

import { useCallback, useState } from 'react';
import type { LogoutError } from '../engine/index.js';
import { useAuth } from './use-auth.js';
import { useLatest } from './use-latest.js';

/** What {@link useLogout} takes. Both are called even if the component is gone by then. */
export interface UseLogoutOptions {
  /** Device and server are both done. */
  readonly onSuccess?: () => void;
  /** Not all of it worked, or a guard vetoed: see `error.code`. */
  readonly onError?: (error: LogoutError) => void;
}

/** What {@link useLogout} returns. */
export interface UseLogout {
  /** As `useMoonKey().logout`. */
  readonly logout: () => Promise<void>;
  /** Whether a logout asked for here is under way. Reading it subscribes the component. */
  readonly isLoggingOut: boolean;
  /** What the last logout asked for here failed with. Reading it subscribes the component. */
  readonly error: LogoutError | null;
}

/**
 * A logout with callbacks and a loading state. A component that takes `logout` alone never renders
 * again.
 *
 * @example
 * ```tsx
 * const { logout, isLoggingOut } = useLogout({ onSuccess: () => router.push('/') });
 * return <button onClick={logout} disabled={isLoggingOut}>Log out</button>;
 * ```
 */
export function useLogout(options: UseLogoutOptions = {}): UseLogout {
  const auth = useAuth();
  const latest = useLatest(options);
  const [, render] = useState({});
  const [progress] = useState<Progress>(() => ({
    isLoggingOut: false,
    error: null,
    isRead: false,
  }));

  const logout = useCallback(() => {
    const show = (isLoggingOut: boolean, error: LogoutError | null) => {
      Object.assign(progress, { isLoggingOut, error });
      if (progress.isRead) render({});
    };
    const done = auth.logout();
    show(true, null);
    done.then(
      () => {
        show(false, null);
        latest.current.onSuccess?.();
      },
      (error: LogoutError) => {
        show(false, error);
        latest.current.onError?.(error);
      },
    );
    return done;
  }, [auth, latest, progress]);

  return {
    logout,
    get isLoggingOut() {
      progress.isRead = true;
      return progress.isLoggingOut;
    },
    get error() {
      progress.isRead = true;
      return progress.error;
    },
  };
}

interface Progress {
  isLoggingOut: boolean;
  error: LogoutError | null;
  /** Whether the component has a use for being rendered again. */
  isRead: boolean;
}
