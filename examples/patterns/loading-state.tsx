import { useMoonKey } from '@moon-key/react-auth';
import { useState } from 'react';

/** Shows that it is under way. `useLogout()` does the same in one line. */
export function LoadingState() {
  const { logout } = useMoonKey();
  const [isLoggingOut, setIsLoggingOut] = useState(false);

  const leave = async () => {
    setIsLoggingOut(true);
    try {
      await logout();
    } catch (error) {
      console.warn('Signed out, but not everywhere:', error);
    } finally {
      setIsLoggingOut(false);
    }
  };

  return (
    <button type="button" onClick={() => void leave()} disabled={isLoggingOut}>
      {isLoggingOut ? 'One moment…' : 'Sign out'}
    </button>
  );
}
