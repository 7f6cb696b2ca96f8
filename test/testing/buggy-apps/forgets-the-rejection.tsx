import { useState } from 'react';
import { useMoonKey } from '../../../src/react/index.js';
import { Dashboard, Goodbye, Loading } from './screens.js';

/** Awaits logout and forgets that it can reject. */
export function ForgetsTheRejection() {
  const { ready, user, logout } = useMoonKey();
  const [thanks, setThanks] = useState(false);
  const leave = async () => {
    await logout();
    setThanks(true);
  };
  if (!ready) return <Loading />;
  if (!user)
    return thanks ? (
      <div>
        <Goodbye /> Come again!
      </div>
    ) : (
      <Goodbye />
    );
  return <Dashboard email={user.email} onLogout={leave} />;
}
