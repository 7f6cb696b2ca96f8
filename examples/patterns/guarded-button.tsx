import { useMoonKey } from '@moon-key/react-auth';

/** Can be clicked once it is known that someone is signed in, and only then. */
export function GuardedButton() {
  const { ready, isAuthenticated, logout } = useMoonKey();
  const canLeave = ready && isAuthenticated;

  return (
    <button type="button" disabled={!canLeave} onClick={logout}>
      Sign me out
    </button>
  );
}
