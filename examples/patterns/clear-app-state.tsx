import { useLogout, useLogoutCleaner } from '@moon-key/react-auth';
import { useState } from 'react';

/**
 * Clears what the app keeps of the user: a cleaner runs at every end of a session, wherever it comes
 * from and whatever the server says; `onLoggedOut` is for what this component itself began.
 */
export function ClearAppState() {
  const [cart, setCart] = useState(['tea']);
  const [isBye, setBye] = useState(false);
  const { logout } = useLogout({ onLoggedOut: () => setBye(true) });
  useLogoutCleaner('cart and searches', () => {
    localStorage.removeItem('theme');
    localStorage.removeItem('recent-searches');
    setCart([]);
  });

  return (
    <>
      <p>{`${cart.length} in the cart`}</p>
      {isBye && <p>See you.</p>}
      <button type="button" onClick={logout}>
        Sign out
      </button>
    </>
  );
}
