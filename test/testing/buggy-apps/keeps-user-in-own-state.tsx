import { useState } from 'react';
import { useMoonKey } from '../../../src/react/index.js';
import { Dashboard, Goodbye, Loading } from './screens.js';

/** Copies the user into its own state, and clears the copy only on its own button. */
export function KeepsUserInOwnState() {
  const { ready, user, logout } = useMoonKey();
  const [email, setEmail] = useState<string | null>(null);
  const [copied, setCopied] = useState(user);
  if (user && user !== copied) {
    setCopied(user);
    setEmail(user.email);
  }
  const leave = () => {
    setEmail(null);
    return logout().catch(() => user && setEmail(user.email));
  };
  if (!ready) return <Loading />;
  if (!email) return user ? <Loading /> : <Goodbye />;
  return <Dashboard email={email} onLogout={leave} />;
}
