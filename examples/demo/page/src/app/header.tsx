import { useMoonKey } from '@moon-key/react-auth';
import { Spinner } from '../parts/spinner.js';
import { Link } from '../router.js';
import { UserMenu } from './user-menu.js';

export function Header() {
  return (
    <header className="header">
      <div className="header-row">
        <Link href="/" className="brand" aria-label="MoonKey, home">
          <img src="/moon.svg" alt="" width="30" height="30" />
          <span>MoonKey</span>
        </Link>
        <nav aria-label="Pages">
          <Link href="/">Home</Link>
          <Link href="/account">Account</Link>
        </nav>
        <div className="who">
          <Who />
        </div>
      </div>
    </header>
  );
}

function Who() {
  const { ready, status, isAuthenticated, user, start } = useMoonKey();

  if (!ready) return <output className="skeleton" aria-label="Loading" />;
  if (isAuthenticated)
    return (
      <>
        <span className="welcome">
          Welcome, <b>{user.email}</b>
        </span>
        <UserMenu user={user} />
      </>
    );
  if (status === 'loggingOut')
    return (
      <span className="chip">
        <Spinner /> Logging out…
      </span>
    );
  return (
    <button type="button" className="button" onClick={start} aria-disabled={status === 'signingIn'}>
      {status === 'signingIn' ? 'Signing in…' : 'Sign in'}
    </button>
  );
}
