import { useLayoutEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { commitOf, firstCommit, nextCommit, startTimes, useCommits } from '../commits.js';
import { click, offer, within } from '../offer.js';
import { AuthProvider, useAuth } from './auth.js';

let current: ReturnType<typeof useAuth> | undefined;

function App() {
  const auth = useAuth();
  useCommits(auth.ready, auth.isAuthenticated);
  useLayoutEffect(() => {
    current = auth;
  }, [auth]);
  if (!auth.ready) return <p>One moment…</p>;
  return auth.user ? (
    <button onClick={() => void auth.logout().catch(() => undefined)}>
      Log out {auth.user.email}
    </button>
  ) : (
    <p>Bye</p>
  );
}

createRoot(document.getElementById('root') ?? document.body).render(
  <AuthProvider order={location.search === '?serverFirst' ? 'serverFirst' : 'deviceFirst'}>
    <App />
  </AuthProvider>,
);

const page = {
  startTimes,
  async signIn() {
    if (await firstCommit()) return;
    await current?.signIn('123456');
    await commitOf(true);
  },
  /** ms from the click to the commit; null when it takes longer than `limit` ms. */
  async logout(limit: number) {
    const commit = nextCommit(false);
    const at = click();
    const committed = await within(limit, commit);
    return committed === null ? null : committed - at;
  },
};

export type HandWrittenPage = typeof page;
offer(page);
