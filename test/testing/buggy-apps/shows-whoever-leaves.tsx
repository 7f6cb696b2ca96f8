import { useState } from 'react';
import { useMoonKey } from '../../../src/react/index.js';
import { Dashboard, Goodbye, Loading } from './screens.js';

/** Shows the name of whoever leaves until the server has answered. */
export function ShowsWhoeverLeaves() {
  const { ready, user, logout } = useMoonKey();
  const [leaving, setLeaving] = useState<string | null>(null);
  const leave = (email: string) => {
    setLeaving(email);
    const done = () => setLeaving(null);
    return logout().then(done, done);
  };
  if (!ready) return <Loading />;
  if (leaving) return <p>Logging {leaving} out…</p>;
  if (!user) return <Goodbye />;
  return <Dashboard email={user.email} onLogout={() => leave(user.email)} />;
}
