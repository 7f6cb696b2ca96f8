import { useState } from 'react';
import { useMoonKey } from '../../../src/react/index.js';
import { Dashboard, Goodbye, Loading } from './screens.js';

/** Goes to the goodbye page when logout is called, not when it is done. */
export function RedirectsBeforeAwaiting() {
  const { ready, user, logout } = useMoonKey();
  const [page, go] = useState<'dashboard' | 'goodbye'>('dashboard');
  const leave = () => {
    void logout();
    go('goodbye');
  };
  if (!ready) return <Loading />;
  if (!user || page === 'goodbye') return <Goodbye />;
  return <Dashboard email={user.email} onLogout={leave} />;
}
