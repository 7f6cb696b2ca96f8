import { useMoonKey } from '@moon-key/react-auth';
import { useRouter } from 'next/router';
import { useState } from 'react';

/** Asks before unsaved work is lost. `useLogoutGuard()` asks wherever the logout comes from. */
export function UnsavedChanges() {
  const { logout } = useMoonKey();
  const router = useRouter();
  const [draft, setDraft] = useState('');

  const leave = async () => {
    if (draft !== '' && !window.confirm('Your draft is not saved. Sign out anyway?')) return;
    await logout();
    await router.push('/');
  };

  return (
    <>
      <textarea
        aria-label="Draft"
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      <button type="button" onClick={() => void leave()}>
        Sign out
      </button>
    </>
  );
}
