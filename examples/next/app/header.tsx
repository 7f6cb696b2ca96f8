'use client';

import { Authenticated, Unauthenticated, useLogout } from '@moon-key/react-auth';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { leave } from './actions';

export function Header() {
  const router = useRouter();
  const { logout } = useLogout({ onLoggedOut: () => router.push('/') });
  return (
    <header>
      <Link href="/">Home</Link> <Link href="/account">Account</Link>{' '}
      <Authenticated>
        {(user) => (
          <form
            action={leave}
            onSubmit={(event) => {
              event.preventDefault();
              void logout();
            }}
          >
            {user.email} <button>Sign out</button>
          </form>
        )}
      </Authenticated>
      <Unauthenticated>
        <Link href="/sign-in">Sign in</Link>
      </Unauthenticated>
    </header>
  );
}
