import { useLayoutEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { type Auth, MoonKeyProvider, useAuth, useMoonKey } from '@moon-key/react-auth';
import { Account } from '../account.js';
import { click, offer } from '../offer.js';
import { underTest } from '../under-test.js';

let current: Auth | undefined;

function App() {
  const { ready, user, logout } = useMoonKey();
  const auth = useAuth();
  useLayoutEffect(() => {
    current = auth;
  }, [auth]);
  return <Account ready={ready} email={user?.email ?? null} logout={logout} />;
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

async function signIn() {
  const { methodId } = await engine().sendCode({ email: 'ada.lovelace@example.com' });
  await engine().signIn({ methodId, code: '123456' });
}

/** Waits for the end of the logout, and forgets what the server was not told. */
async function finish() {
  await engine()
    .logout()
    .catch(() => undefined);
  const open = indexedDB.open('moonkey:pk_test_bench');
  await new Promise((resolve) => open.addEventListener('success', resolve));
  const transaction = open.result.transaction('revocations', 'readwrite');
  transaction.objectStore('revocations').clear();
  await new Promise((resolve) => transaction.addEventListener('complete', resolve));
  open.result.close();
}

const page = {
  ...underTest(signIn, finish),
  /** ms from the click to what is durable on disk. */
  async clear() {
    const durable = cleared();
    const at = click();
    return (await durable) - at;
  },
};

export type MoonKeyPage = typeof page;
offer(page);
