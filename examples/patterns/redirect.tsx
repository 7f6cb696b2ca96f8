import { useMoonKey } from '@moon-key/react-auth';
import { useRouter } from 'next/router';

interface RedirectProps {
  /** Where to go afterwards. */
  readonly to?: string;
}

/** Always leads somewhere, even if the server could not be told. */
export function Redirect({ to = '/sign-in' }: RedirectProps) {
  const { logout } = useMoonKey();
  const router = useRouter();

  const leave = async () => {
    try {
      await logout();
    } finally {
      await router.push(to);
    }
  };

  return (
    <button type="button" onClick={() => void leave().catch(console.warn)}>
      Sign out
    </button>
  );
}
