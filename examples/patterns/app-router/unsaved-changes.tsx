'use client';

import { useLogout } from '@moon-key/react-auth';
import { useRouter } from 'next/navigation';
import { useState } from 'react';

/** Asks before unsaved work is lost. `useLogoutGuard()` asks wherever the logout comes from. */
export function UnsavedChanges() {
  const router = useRouter();
  const { logout } = useLogout({ onLoggedOut: () => router.push('/') });
  const [draft, setDraft] = useState('');

  const leave = () => {
    if (draft === '' || window.confirm('Your draft is not saved. Sign out anyway?')) void logout();
  };

  return (
    <>
      <textarea
        aria-label="Draft"
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      <button type="button" onClick={leave}>
        Sign out
      </button>
    </>
  );
}
