import { Authenticated, Unauthenticated, useLogout } from '@moon-key/react-auth';
import { Link, useNavigate } from '@tanstack/react-router';

export function Header() {
  const navigate = useNavigate();
  const { logout } = useLogout({ onLoggedOut: () => void navigate({ to: '/' }) });
  return (
    <header>
      <Link to="/">Home</Link> <Link to="/account">Account</Link>{' '}
      <Authenticated>
        {(user) => (
          <form
            method="post"
            action="/sign-out"
            onSubmit={(event) => {
              event.preventDefault();
              void logout();
            }}
          >
            {user.email} <button>Sign out</button>
          </form>
        )}
      </Authenticated>
      <Unauthenticated>
        <Link to="/sign-in">Sign in</Link>
      </Unauthenticated>
    </header>
  );
}
