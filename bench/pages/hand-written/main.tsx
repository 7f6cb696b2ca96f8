import { useLayoutEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { Account } from '../account.js';
import { offer } from '../offer.js';
import { underTest } from '../under-test.js';
import { AuthProvider, useAuth } from './auth.js';

let current: ReturnType<typeof useAuth> | undefined;

function App() {
  const auth = useAuth();
  useLayoutEffect(() => {
    current = auth;
  }, [auth]);
  return (
    <Account
      ready={auth.ready}
      email={auth.user?.email ?? null}
      logout={() => void auth.logout().catch(() => undefined)}
    />
  );
}

createRoot(document.getElementById('root') ?? document.body).render(
  <AuthProvider order={location.search === '?serverFirst' ? 'serverFirst' : 'deviceFirst'}>
    <App />
  </AuthProvider>,
);

offer(underTest(async () => current?.signIn('123456')));
