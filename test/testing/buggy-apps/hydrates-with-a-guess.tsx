import { useMoonKey } from '../../../src/react/index.js';
import { people } from '../../../src/testing/index.js';
import { Dashboard, Goodbye } from './screens.js';

const renderedOnTheServer = people.ada.email;

/** Starts with what the server guessed from a cookie, before the device has been asked. */
export function HydratesWithAGuess() {
  const { ready, user, logout } = useMoonKey();
  const email = ready ? user?.email : renderedOnTheServer;
  if (!email) return <Goodbye />;
  return <Dashboard email={email} onLogout={logout} />;
}
