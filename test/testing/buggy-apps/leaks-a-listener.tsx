import { useEffect, useState } from 'react';
import { useAuth, useMoonKey } from '../../../src/react/index.js';
import { Dashboard, Goodbye, Loading } from './screens.js';

/** Adds a listener with each user and removes none: those of former users go on talking. */
export function LeaksAListener() {
  const auth = useAuth();
  const { ready, user, logout } = useMoonKey();
  const [farewells, setFarewells] = useState<string[]>([]);
  useEffect(() => {
    const say = user ? `See you, ${user.email}` : 'See you';
    auth.on('loggedOut', () => setFarewells((said) => [...said, say]));
  }, [auth, user]);
  if (!ready) return <Loading />;
  if (user) return <Dashboard email={user.email} onLogout={logout} />;
  return (
    <>
      <Goodbye />
      <p>{farewells.join('. ')}</p>
    </>
  );
}
