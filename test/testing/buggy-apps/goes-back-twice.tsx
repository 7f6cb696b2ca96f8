import { useState } from 'react';
import { useMoonKey } from '../../../src/react/index.js';
import { Dashboard, Goodbye, Loading } from './screens.js';

/** Goes back one page per click on log out: a double click goes back too far. */
export function GoesBackTwice() {
  const { ready, user, logout } = useMoonKey();
  const [history, setHistory] = useState(['goodbye', 'dashboard']);
  const goBack = () => setHistory((pages) => pages.slice(0, -1));
  if (!ready) return <Loading />;
  if (user)
    return <Dashboard email={user.email} onLogout={() => logout().then(goBack, () => {})} />;
  return history.length > 0 ? <Goodbye /> : null;
}
