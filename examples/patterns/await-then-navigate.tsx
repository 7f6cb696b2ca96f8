import { useMoonKey } from '@moon-key/react-auth';
import { useRouter } from 'next/router';

/** Goes to the landing page when device and server are both done. */
export function AwaitThenNavigate() {
  const { logout } = useMoonKey();
  const router = useRouter();

  async function leave() {
    await logout();
    await router.push('/');
  }

  return (
    <button type="button" onClick={() => void leave()}>
      Leave
    </button>
  );
}
