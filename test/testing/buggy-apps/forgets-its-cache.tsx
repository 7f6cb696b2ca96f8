import { useState } from 'react';
import { useMoonKey } from '../../../src/react/index.js';
import { Dashboard, Goodbye, Loading } from './screens.js';

/** Keeps what it fetched for one user and shows it to the next. */
export function ForgetsItsCache() {
  const { ready, user, logout } = useMoonKey();
  const [cache] = useState(() => new Map<string, string>());
  if (!ready) return <Loading />;
  if (!user) return <Goodbye />;
  if (!cache.has('notes')) cache.set('notes', `Dear diary, signed ${user.email}`);
  return (
    <Dashboard email={user.email} onLogout={logout}>
      <p>{cache.get('notes')}</p>
    </Dashboard>
  );
}
