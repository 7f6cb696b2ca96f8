import { useState } from 'react';
import { useMoonKey } from '../../../src/react/index.js';
import type { User } from '../../../src/react/index.js';
import { Dashboard, Goodbye, Loading } from './screens.js';

/** Leaves its page only when logout succeeds: where the server cannot be told, it stays. */
export function SwallowsTheError() {
  const { ready, status, user, logout } = useMoonKey();
  const [session, setSession] = useState<User | null>(null);
  const [leaving, setLeaving] = useState(false);
  if (user && user !== session) setSession(user);
  if (session && status === 'loggedOut' && !leaving) setSession(null);
  const leave = async () => {
    setLeaving(true);
    try {
      await logout();
      setSession(null);
      setLeaving(false);
    } catch {
      // Nothing to do.
    }
  };
  if (!ready || (leaving && status === 'loggingOut')) return <Loading />;
  if (!session) return user ? <Loading /> : <Goodbye />;
  return <Dashboard email={session.email} onLogout={leave} />;
}
