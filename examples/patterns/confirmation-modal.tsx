import { useLogout } from '@moon-key/react-auth';
import { useState } from 'react';

/** Asks first. */
export function ConfirmationModal() {
  const [isAsking, setAsking] = useState(false);
  const { logout } = useLogout({ onLoggedOut: () => setAsking(false) });

  return (
    <>
      <button type="button" onClick={() => setAsking(true)}>
        Sign out…
      </button>
      {isAsking && (
        <dialog open aria-label="Sign out?">
          <p>You will need a new code to come back.</p>
          <button type="button" onClick={logout}>
            Sign out now
          </button>
          <button type="button" onClick={() => setAsking(false)}>
            Stay
          </button>
        </dialog>
      )}
    </>
  );
}
