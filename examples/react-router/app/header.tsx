import { Authenticated, Unauthenticated, useLogout } from '@moon-key/react-auth';
import { Form, Link, useNavigate } from 'react-router';

export function Header() {
  const navigate = useNavigate();
  const { logout } = useLogout({ onLoggedOut: () => void navigate('/') });
  return (
    <header>
      <Link to="/">Home</Link> <Link to="/account">Account</Link>{' '}
      <Authenticated>
        {(user) => (
          <Form
            method="post"
            action="/sign-out"
            onSubmit={(event) => {
              event.preventDefault();
              void logout();
            }}
          >
            {user.email} <button>Sign out</button>
          </Form>
        )}
      </Authenticated>
      <Unauthenticated>
        <Link to="/sign-in">Sign in</Link>
      </Unauthenticated>
    </header>
  );
}
