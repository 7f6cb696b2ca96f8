import { type ReactNode, useLayoutEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { type Auth, useAuth, useMoonKey } from '@moon-key/react-auth';
import { Account } from '../account.js';
import { finishLogout, whenCleared } from '../cleared.js';
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

/** Renders the page below a provider. */
export function mount(provide: (app: ReactNode) => ReactNode): void {
  createRoot(document.getElementById('root') ?? document.body).render(provide(<App />));
}

function engine(): Auth {
  if (!current) throw new Error('The page has not rendered yet.');
  return current;
}

async function signIn() {
  const { methodId } = await engine().sendCode({ email: 'ada.lovelace@example.com' });
  await engine().signIn({ methodId, code: '123456' });
}

const page = {
  ...underTest(signIn, () => finishLogout(engine())),
  /** ms from the click to what is durable on disk. */
  async clear() {
    const durable = whenCleared(engine());
    const at = click();
    return (await durable) - at;
  },
};

export type MoonKeyPage = typeof page;
offer(page);
