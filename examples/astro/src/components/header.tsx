import { Authenticated, Unauthenticated, useLogout } from '@moon-key/react-auth';
import { useRefreshOnSessionChange } from '@moon-key/react-auth/router';
import { Island, type IslandProps } from './island';

export const Header = ({ state }: IslandProps) => (
  <Island state={state}>
    <Navigation />
  </Island>
);

function Navigation() {
  const { logout } = useLogout({ onLoggedOut: () => location.assign('/') });
  // The page is the server's: it is asked for again, in every tab.
  useRefreshOnSessionChange(() => location.reload());
  return (
    <>
      <a href="/">Home</a> <a href="/account">Account</a>{' '}
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
        <a href="/sign-in">Sign in</a>
      </Unauthenticated>
    </>
  );
}
