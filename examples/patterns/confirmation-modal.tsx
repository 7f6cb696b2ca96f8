import { useMoonKey } from '@moon-key/react-auth';
import { useState } from 'react';

/** Asks first. */
export function ConfirmationModal() {
  const { logout } = useMoonKey();
  const [isAsking, setAsking] = useState(false);

  const leave = async () => {
    await logout();
    setAsking(false);
  };

  return (
    <>
      <button type="button" onClick={() => setAsking(true)}>
        Sign out…
      </button>
      {isAsking && (
        <dialog open aria-label="Sign out?">
          <p>You will need a new code to come back.</p>
          <button type="button" onClick={() => void leave()}>
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
