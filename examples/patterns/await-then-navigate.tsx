import { type LogoutError, useMoonKey } from '@moon-key/react-auth';
import { useRouter } from 'next/router';

/** Goes to the landing page when device and server are both done, or the server cannot be told yet. */
export function AwaitThenNavigate() {
  const { logout } = useMoonKey();
  const router = useRouter();

  async function leave() {
    try {
      await logout();
    } catch (error) {
      // Only after a veto is the user still here.
      if ((error as LogoutError).code === 'cancelled') return;
    }
    await router.push('/');
  }

  return (
    <button type="button" onClick={() => void leave()}>
      Leave
    </button>
  );
}
