import { useEffect, useState } from 'react';
import type { User } from '../../../src/react/index.js';
import { useAuth, useMoonKey } from '../../../src/react/index.js';
import { people } from '../../../src/testing/index.js';
import type { Bug } from './bugs.js';
import { openSocket } from './sockets.js';

interface ShopProps {
  /** The one mistake in it; null for none. */
  readonly bug: Bug | null;
}

/** A small shop: a title, a portrait, orders out of a cache, a live socket, toasts, routes. */
export function Shop({ bug }: ShopProps) {
  const { ready, user: truth } = useMoonKey();
  const user = useWhom(bug, ready ? truth : null);
  const [page, go] = useState('/');
  const { leave, isLeaving, leaver, isStuck, history } = useLeaving(bug, go);
  const left = useWhoWasThere(truth);
  useTitle(bug, truth);
  useSocket(bug, truth);
  if (!truth && bug !== 'route' && page !== '/') go('/');
  const farewells = useFarewells(bug, truth);
  const who = user ?? isStuck;
  const ghost = (seeded: Bug) => (bug === seeded ? (truth ?? left) : truth);

  if (bug === 'guess' && !ready) return <Customer user={people.ada} page="/" onLeave={leave} />;
  if (!ready && bug !== 'ready') return <p>One moment…</p>;
  if (leaver) return <p>Good-bye {leaver.email}…</p>;
  const isOut = !who || (bug === 'redirect' && page === '/goodbye');
  return (
    <>
      <header>
        <Portrait user={ghost('alt')} />
        <button aria-label={ghost('label') ? `Menu of ${ghost('label')?.email}` : 'Menu'}>≡</button>
      </header>
      {isOut ? (
        history > 0 && <p>You are logged out.</p>
      ) : (
        <Customer
          user={who}
          page={page}
          bug={bug}
          isLeaving={isLeaving}
          onGo={go}
          onLeave={leave}
        />
      )}
      <Newsletter key={ghost('input')?.email} email={ghost('input')?.email} />
      <Toasts bug={bug} user={truth} />
      <footer>{farewells.join('. ')}</footer>
    </>
  );
}

/** Whom the shop takes for signed in. */
function useWhom(bug: Bug | null, truth: User | null): User | null {
  const [copy, setCopy] = useState<User | null>(null);
  if (bug === 'copy' && truth && !copy) setCopy(truth);
  useEffect(() => {
    if (bug === 'flag' && truth) localStorage.setItem('customer', truth.email);
  }, [bug, truth]);
  if (bug === 'copy') return copy ?? truth;
  const flag = bug === 'flag' ? localStorage.getItem('customer') : null;
  return truth ?? (flag ? { ...people.ada, email: flag } : null);
}

/** The last one who was signed in. */
function useWhoWasThere(truth: User | null): User | null {
  const [last, setLast] = useState(truth);
  if (truth && truth !== last) setLast(truth);
  return last;
}

/** What a click on "Log out" does. */
function useLeaving(bug: Bug | null, go: (page: string) => void) {
  const { user, logout } = useMoonKey();
  const [isLeaving, setLeaving] = useState(false);
  const [leaver, setLeaver] = useState<User | null>(null);
  const [isStuck, setStuck] = useState<User | null>(null);
  const [history, setHistory] = useState(2);

  async function leave(): Promise<void> {
    if (bug === 'redirect') go('/goodbye');
    if (bug === 'leaving') setLeaver(user);
    if (bug === 'flag') localStorage.removeItem('customer');
    setLeaving(true);
    try {
      await logout();
      if (bug === 'back') setHistory((length) => length - 1);
    } catch (error) {
      if (bug === 'swallow') setStuck(user);
      if (bug === 'rejection') throw error;
    } finally {
      if (bug !== 'disabled') setLeaving(false);
      setLeaver(null);
    }
  }
  return { leave, isLeaving: isLeaving && bug !== 'back', leaver, isStuck, history };
}

function useTitle(bug: Bug | null, user: User | null): void {
  useEffect(() => {
    if (user) document.title = `Shop of ${user.email}`;
    else if (bug !== 'title') document.title = 'Shop';
  }, [bug, user]);
}

function useSocket(bug: Bug | null, user: User | null): void {
  useEffect(() => {
    if (!user) return undefined;
    const close = openSocket(user.email);
    return bug === 'socket' ? undefined : close;
  }, [bug, user]);
}

function useFarewells(bug: Bug | null, user: User | null): string[] {
  const auth = useAuth();
  const [farewells, setFarewells] = useState<string[]>([]);
  useEffect(() => {
    const say = bug === 'listener' ? `See you, ${user?.email}` : 'See you';
    const stop = auth.on('loggedOut', () => setFarewells((said) => [...said, say]));
    return bug === 'listener' ? undefined : stop;
  }, [auth, bug, user]);
  return farewells;
}

function Portrait({ user }: { readonly user: User | null }) {
  return user && <img alt={`${user.firstName} ${user.lastName}`} src="data:," />;
}

function Newsletter({ email = '' }: { readonly email?: string | undefined }) {
  return <input aria-label="Newsletter" defaultValue={email} />;
}

function Toasts({ bug, user }: { readonly bug: Bug | null; readonly user: User | null }) {
  const [greeted, greet] = useState(user);
  if (user !== greeted && (user || bug !== 'toast')) greet(user);
  const toast = greeted ? `Welcome back, ${greeted.firstName} ${greeted.lastName}` : '';
  return <output>{toast}</output>;
}

interface CustomerProps extends Partial<ShopProps> {
  readonly user: User;
  readonly page: string;
  readonly isLeaving?: boolean;
  readonly onGo?: (page: string) => void;
  readonly onLeave: () => Promise<void>;
}

const cache = new Map<string, string>();

function Customer({ user, page, bug = null, isLeaving = false, onGo, onLeave }: CustomerProps) {
  const key = bug === 'cache' ? 'orders' : `orders of ${user.email}`;
  if (!cache.has(key)) cache.set(key, `1 book for ${user.email}`);
  return (
    <main data-page={page}>
      <p data-testid="user">{user.email}</p>
      <p>{cache.get(key)}</p>
      <button onClick={() => onGo?.('/account')}>Account</button>
      <button disabled={isLeaving} onClick={() => void onLeave()}>
        Log out
      </button>
    </main>
  );
}
