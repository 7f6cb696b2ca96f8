import { createRoot } from 'react-dom/client';
import { Account } from '../../pages/account.js';
import { offer } from '../../pages/offer.js';
import { tab } from '../../pages/tab.js';
import { underTest } from '../../pages/under-test.js';
import { AuthProvider, logout, signIn, useAuth } from './auth.js';

function App() {
  const { ready, user } = useAuth();
  return <Account ready={ready} email={user?.email ?? null} logout={() => void logout()} />;
}

createRoot(document.getElementById('root') ?? document.body).render(
  <AuthProvider>
    <App />
  </AuthProvider>,
);

offer({ ...underTest(signIn), ...tab });
