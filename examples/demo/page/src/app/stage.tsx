import { useMoonKey } from '@moon-key/react-auth';
import { usePath } from '../router.js';
import type { Outcome } from '../watch/outcome.js';
import { Account } from './account.js';
import { Goodbye } from './goodbye.js';
import { SignedInHome } from './signed-in-home.js';
import { SignedOutHome } from './signed-out-home.js';

/** The page that the path asks for. */
export function Stage({ outcome }: { readonly outcome: Outcome | null }) {
  const { ready, status, isAuthenticated, user } = useMoonKey();
  const path = usePath();

  if (!ready)
    return (
      <section className="stage" aria-busy="true">
        <p className="stage-wait">One moment…</p>
      </section>
    );
  if (isAuthenticated)
    return path === '/account' ? <Account user={user} /> : <SignedInHome user={user} />;
  if (outcome && (status === 'loggingOut' || path === '/logged-out'))
    return <Goodbye outcome={outcome} isOver={status !== 'loggingOut'} />;
  return <SignedOutHome wanted={path} />;
}
