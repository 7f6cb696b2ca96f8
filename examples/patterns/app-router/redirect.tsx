'use client';

import { useLogout } from '@moon-key/react-auth';
import { useRouter } from 'next/navigation';

interface RedirectProps {
  /** Where to go afterwards. */
  readonly to?: string;
}

/** Leads on once the user is out on this device, whatever the server; not after a veto, and once. */
export function Redirect({ to = '/sign-in' }: RedirectProps) {
  const router = useRouter();
  const { logout } = useLogout({ onLoggedOut: () => router.push(to) });

  return (
    <button type="button" onClick={logout}>
      Sign out
    </button>
  );
}
