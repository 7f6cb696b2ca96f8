import { useState } from 'react';
import { useMoonKey } from '../../../src/react/index.js';
import { Dashboard, Goodbye, Loading } from './screens.js';

/** Remembers whom it greeted first, and greets them still when another tab has switched user. */
export function GreetsAStaleUser() {
  const { ready, user, logout } = useMoonKey();
  const [greeted, greet] = useState<string | null>(null);
  if (user && !greeted) greet(user.email);
  if (!ready) return <Loading />;
  if (!user) return <Goodbye />;
  return <Dashboard email={greeted ?? user.email} onLogout={logout} />;
}
