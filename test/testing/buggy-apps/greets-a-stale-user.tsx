import { useRef } from 'react';
import { useMoonKey } from '../../../src/react/index.js';
import { Dashboard, Goodbye, Loading } from './screens.js';

/** Remembers whom it greeted first, and greets them still when another tab has switched user. */
export function GreetsAStaleUser() {
  const { ready, user, logout } = useMoonKey();
  const greeted = useRef<string>(null);
  if (!ready) return <Loading />;
  if (!user) return <Goodbye />;
  greeted.current ??= user.email;
  return <Dashboard email={greeted.current} onLogout={logout} />;
}
