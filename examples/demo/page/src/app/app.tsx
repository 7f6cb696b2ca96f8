import { useEffect } from 'react';
import { useAuth, useLogoutCleaner, useMoonKey } from '@moon-key/react-auth';
import { Controls } from '../panel/controls.js';
import { Notices } from '../panel/notices.js';
import { WhatIsWhere } from '../panel/what-is-where.js';
import { Moon } from '../parts/moon.js';
import { navigate } from '../router.js';
import { useOutcome } from '../watch/outcome.js';
import { Watch } from '../watch/watch.js';
import { ConfirmLogout } from './confirm-logout.js';
import { noteKey } from './note.js';
import { Footer } from './footer.js';
import { Header } from './header.js';
import { IdleWarning } from './idle-warning.js';
import { InboxCard } from './inbox-card.js';
import { LeavingProvider } from './leaving.js';
import { Stage } from './stage.js';

/** The app above, and below it what the app itself never shows. */
export function App() {
  const auth = useAuth();
  const { ready } = useMoonKey();
  const outcome = useOutcome();
  useLogoutCleaner('note', () => localStorage.removeItem(noteKey));
  useEffect(() => auth.on('loggedOut', () => navigate('/logged-out')), [auth]);

  return (
    <Watch>
      <LeavingProvider>
        <a className="skip" href="#what-is-where">
          Skip to what is where
        </a>
        <Header />
        <main data-ready={ready}>
          <div className="hero">
            <Stage outcome={outcome} />
            <Moon />
          </div>
          <Controls />
          <WhatIsWhere outcome={outcome} />
          <Notices />
        </main>
        <Footer />
        <ConfirmLogout />
        <InboxCard />
        <IdleWarning />
      </LeavingProvider>
    </Watch>
  );
}
