import { useLayoutEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { type Auth, MoonKeyProvider, useAuth, useMoonKey } from '@moon-key/react-auth';
import { commitOf, nextCommit, startTimes, useCommits } from '../commits.js';
import { click, offer } from '../offer.js';

let current: Auth | undefined;

function App() {
  const { ready, isAuthenticated, user, logout } = useMoonKey();
  useCommits(ready, isAuthenticated);
  const auth = useAuth();
  useLayoutEffect(() => {
    current = auth;
  }, [auth]);
  if (!ready) return <p>One moment…</p>;
  return isAuthenticated ? <button onClick={logout}>Log out {user.email}</button> : <p>Bye</p>;
}

createRoot(document.getElementById('root') ?? document.body).render(
  <MoonKeyProvider publishableKey="pk_test_bench">
    <App />
  </MoonKeyProvider>,
);

function engine(): Auth {
  if (!current) throw new Error('The page has not rendered yet.');
  return current;
}

function cleared() {
  return new Promise<number>((resolve) => {
    const stop = engine().subscribe((view) => {
      if (!('device' in view) || view.device === null) return;
      stop();
      resolve(view.device === 'cleared' ? performance.now() : NaN);
    });
  });
}

const page = {
  startTimes,
  async signIn() {
    const { methodId } = await engine().sendCode({ email: 'ada.lovelace@example.com' });
    await engine().signIn({ methodId, code: '123456' });
    await commitOf(true);
  },
  /** ms from the click to the commit, and to what is durable on disk. */
  async logout() {
    const commit = nextCommit(false);
    const durable = cleared();
    const at = click();
    return { commit: (await commit) - at, cleared: (await durable) - at };
  },
  /** Waits for the end of the logout, and forgets what the server was not told. */
  async finish() {
    await engine()
      .logout()
      .catch(() => undefined);
    const open = indexedDB.open('moonkey:pk_test_bench');
    await new Promise((resolve) => open.addEventListener('success', resolve));
    const transaction = open.result.transaction('revocations', 'readwrite');
    transaction.objectStore('revocations').clear();
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    open.result.close();
  },
};

export type MoonKeyPage = typeof page;
offer(page);
