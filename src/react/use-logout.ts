import { useCallback, useState } from 'react';
import type { LogoutError } from '../engine/index.js';
import { useAuth } from './use-auth.js';
import { useLatest } from './use-latest.js';

/** What {@link useLogout} takes. All are called even if the component is gone by then. */
export interface UseLogoutOptions {
  /**
   * The user is out on this device, whatever becomes of the server: the place to redirect. Not called
   * after a veto, and once for a double click.
   */
  readonly onLoggedOut?: () => void;
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
 * const { logout, isLoggingOut } = useLogout({ onLoggedOut: () => router.push('/') });
 * return <button onClick={logout} disabled={isLoggingOut}>Log out</button>;
 * ```
 */
export function useLogout(options: UseLogoutOptions = {}): UseLogout {
  const auth = useAuth();
  const latest = useLatest(options);
  const [, render] = useState({});
  const [progress] = useState<Progress>(() => ({ done: null, error: null, isRead: false }));

  const logout = useCallback(() => {
    const done = auth.logout();
    // A second click: its logout is the first one's, and so are the callbacks.
    if (progress.done) return done;
    const show = (done: Progress['done'], error: Progress['error']) => {
      Object.assign(progress, { done, error });
      if (progress.isRead) render({});
    };
    show(done, null);
    // Once: when this device has been dealt with, or with the end of it all.
    let out = () => {
      out = () => {};
      latest.current.onLoggedOut?.();
    };
    const stop = auth.subscribe((view) => 'device' in view && view.device && out());
    done.finally(stop).then(
      () => {
        show(null, null);
        out();
        latest.current.onSuccess?.();
      },
      (error: LogoutError) => {
        show(null, error);
        if (error.code !== 'cancelled') out();
        latest.current.onError?.(error);
      },
    );
    return done;
  }, [auth, latest, progress]);

  return {
    logout,
    get isLoggingOut() {
      progress.isRead = true;
      return progress.done !== null;
    },
    get error() {
      progress.isRead = true;
      return progress.error;
    },
  };
}

interface Progress {
  /** The logout under way. */
  done: Promise<void> | null;
  error: LogoutError | null;
  /** Whether the component has a use for being rendered again. */
  isRead: boolean;
}
