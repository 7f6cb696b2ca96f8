import { useMoonKey } from '../../../src/react/index.js';
import { Dashboard, Goodbye, Loading } from './screens.js';

export function CorrectApp() {
  const { ready, user, logout } = useMoonKey();
  if (!ready) return <Loading />;
  if (!user) return <Goodbye />;
  return <Dashboard email={user.email} onLogout={logout} />;
}
