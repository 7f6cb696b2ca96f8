import type { User } from '@moon-key/react-auth';
import { Link } from '../router.js';
import { useLeaving } from './leaving.js';

export function SignedInHome({ user }: { readonly user: User }) {
  const { ask, leave } = useLeaving();
  return (
    <section className="stage">
      <h1>
        Welcome, <span className="address">{user.email}</span>
      </h1>
      <p className="lead">
        Reload: you stay signed in. Open a second tab: it is signed in, too. Then make it hard for
        the logout, and <Link href="/account">leave a note</Link> for it to take along.
      </p>
      <div className="actions">
        <button type="button" className="button is-large" onClick={() => ask(true)}>
          Log out…
        </button>
        <button
          type="button"
          className="button is-quiet is-large"
          onClick={() => void leave('everywhere')}
        >
          Log out everywhere
        </button>
      </div>
    </section>
  );
}
