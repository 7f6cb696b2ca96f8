import { Authenticated, useMoonKey } from '@moon-key/react-auth';
import { useState } from 'react';

/** The menu reads `user` as it is: `<Authenticated>` takes it away before the user is null. */
export function UserMenu() {
  return (
    <Authenticated fallback="Nobody is signed in.">{(user) => <Menu {...user} />}</Authenticated>
  );
}

function Menu({ email }: { readonly email: string }) {
  const { logout } = useMoonKey();
  const [isOpen, setIsOpen] = useState(false);

  const leave = () => {
    setIsOpen(false);
    void logout();
  };

  return (
    <div>
      <button type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
        {email}
      </button>
      {isOpen && (
        <nav aria-label="Account">
          <a href="/account">Account</a>
          <a href="/preferences">Preferences</a>
          <button type="button" onClick={leave}>
            Sign out
          </button>
        </nav>
      )}
    </div>
  );
}
