import { useEffect, useReducer } from 'react';
import { useAuth, useMoonKey } from '../../../src/react/index.js';
import { Dashboard, Goodbye, Loading } from './screens.js';

/** Adds a listener with each user and removes none: the menu is toggled once per listener. */
export function LeaksAListener() {
  const auth = useAuth();
  const { ready, user, logout } = useMoonKey();
  const [left, toggle] = useReducer((isLeft: boolean) => !isLeft, false);
  useEffect(() => {
    auth.on('loggedOut', toggle);
  }, [auth, user]);
  if (!ready) return <Loading />;
  if (user) return <Dashboard email={user.email} onLogout={logout} />;
  return left ? <p>Until next time.</p> : <Goodbye />;
}
