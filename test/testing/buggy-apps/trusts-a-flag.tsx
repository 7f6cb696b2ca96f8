import { useEffect } from 'react';
import { useMoonKey } from '../../../src/react/index.js';
import { Dashboard, Goodbye, Loading } from './screens.js';

const flag = 'signedInAs';

/** Believes a flag in localStorage, which only its own button removes. */
export function TrustsAFlag() {
  const { ready, user, logout } = useMoonKey();
  useEffect(() => {
    if (user) localStorage.setItem(flag, user.email);
  }, [user]);
  const leave = () => {
    localStorage.removeItem(flag);
    return logout().catch(() => undefined);
  };
  if (!ready) return <Loading />;
  const email = user?.email ?? localStorage.getItem(flag);
  return email ? <Dashboard email={email} onLogout={leave} /> : <Goodbye />;
}
