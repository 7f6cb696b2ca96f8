import type { ReactNode } from 'react';
import type { User } from '../machines/types.js';
import { useMoonKey } from './use-moon-key.js';

interface GuardProps {
  /** Shown to the others. Default: nothing. */
  readonly fallback?: ReactNode;
  /** Shown until it is known who is signed in. Default: nothing. */
  readonly pending?: ReactNode;
}

/** What {@link Authenticated} takes. */
export interface AuthenticatedProps<U extends User = User> extends GuardProps {
  /** Shown to a signed-in user; a function is handed the user. */
  readonly children?: ReactNode | ((user: U) => ReactNode);
  /** Who of the signed-in users sees the children. Default: all. It hides, and protects nothing. */
  readonly when?: (user: U) => boolean;
}

/** What {@link Unauthenticated} takes. */
export interface UnauthenticatedProps extends GuardProps {
  /** Shown when nobody is signed in. */
  readonly children?: ReactNode;
}

/**
 * Shows its children while someone is signed in. They are gone before they could see `user` as null.
 *
 * @example
 * ```tsx
 * <Authenticated fallback={<SignInPage />} pending={<Spinner />}>
 *   {(user) => <p>Hello, {user.email}</p>}
 * </Authenticated>
 * <Authenticated<MyUser> when={(user) => user.role === 'admin'}>
 *   <AdminMenu />
 * </Authenticated>
 * ```
 */
export function Authenticated<U extends User = User>({
  children,
  when,
  fallback,
  pending,
}: AuthenticatedProps<U>): ReactNode {
  const { ready, user } = useMoonKey<U>();
  if (!ready) return pending;
  if (!user || when?.(user) === false) return fallback;
  return typeof children === 'function' ? children(user) : children;
}

/**
 * Shows its children while nobody is signed in, from the moment of `logout()` on.
 *
 * @example
 * ```tsx
 * <Unauthenticated>
 *   <a href="/login">Log in</a>
 * </Unauthenticated>
 * ```
 */
export function Unauthenticated({ children, fallback, pending }: UnauthenticatedProps): ReactNode {
  const { ready, isAuthenticated } = useMoonKey();
  if (!ready) return pending;
  return isAuthenticated ? fallback : children;
}
