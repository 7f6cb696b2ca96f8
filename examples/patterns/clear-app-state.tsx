import { useLogoutCleaner, useMoonKey } from '@moon-key/react-auth';
import { useState } from 'react';

/** Clears what the app keeps of the user: by hand after `await`, or at every logout by a cleaner. */
export function ClearAppState() {
  const { logout } = useMoonKey();
  const [cart, setCart] = useState(['tea']);
  useLogoutCleaner('recent searches', () => localStorage.removeItem('recent-searches'));

  const leave = async () => {
    await logout();
    localStorage.removeItem('theme');
    setCart([]);
  };

  return (
    <>
      <p>{cart.length} in the cart</p>
      <button type="button" onClick={() => void leave()}>
        Sign out
      </button>
    </>
  );
}
