import { useMoonKey } from '../../../src/react/index.js';
import { Dashboard, Goodbye } from './screens.js';

/** Takes "not known yet" for "nobody". */
export function IgnoresReady() {
  const { user, logout } = useMoonKey();
  if (!user) return <Goodbye />;
  return <Dashboard email={user.email} onLogout={logout} />;
}
