import type { ComponentType, ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { Account } from '../pages/account.js';
import { offer } from '../pages/offer.js';
import { tab } from '../pages/tab.js';
import { underTest } from '../pages/under-test.js';

/** A client in a React context, as its documentation says. */
interface Client {
  readonly AuthProvider: ComponentType<{ children: ReactNode }>;
  readonly useAuth: () => { ready: boolean; user: { email?: string | null } | null };
  readonly signIn: () => Promise<unknown>;
  readonly logout: () => Promise<unknown>;
}

/** Renders the page of a client, and offers it to be measured. */
export function mount({ AuthProvider, useAuth, signIn, logout }: Client): void {
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
}
