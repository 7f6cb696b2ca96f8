'use client';

import { useLogout, useMoonKey } from '@moon-key/react-auth';
import { useRouter } from 'next/navigation';

/** Greets whoever is signed in, and offers the way in to everybody else. */
export function Header() {
  const { ready, isAuthenticated, user } = useMoonKey();
  const router = useRouter();
  const { logout } = useLogout({ onLoggedOut: () => router.push('/') });

  if (!ready) return <header aria-busy="true">One moment…</header>;

  return (
    <header>
      <a href="/">Start</a>
      {isAuthenticated ? (
        <>
          <span>{`Welcome, ${user.email}`}</span>
          <button type="button" onClick={logout}>
            Sign out
          </button>
        </>
      ) : (
        <a href="/sign-in">Sign in</a>
      )}
    </header>
  );
}
