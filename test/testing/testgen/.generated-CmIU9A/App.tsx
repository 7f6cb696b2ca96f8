import { useState } from 'react';
import { useMoonKey } from '@moon-key/react-auth';
export function App() {
  const { ready, user, logout } = useMoonKey();
  const [isStuck, setStuck] = useState(false);
  if (!ready) return <p>One moment…</p>;
  if (isStuck) return <p>Something went wrong.</p>;
  if (!user) return <button>Log in</button>;
  return (
    <p>
      <span data-testid="user">{user.email}</span>{' '}
      <button onClick={() => logout().catch(() => setStuck(true))}>Log out</button>
    </p>
  );
}
