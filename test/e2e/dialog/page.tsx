import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Authenticated, MoonKeyProvider, Unauthenticated, useMoonKey } from '@moon-key/react-auth';
import { obey } from '../logout/support/obey.js';

const query = new URLSearchParams(location.search);
const config = {
  backend: `${location.pathname}api/auth`,
  ...(query.has('locale') && { locale: query.get('locale') ?? '' }),
  ...(query.has('stays') && { emailOtp: { verifiedDisplayTime: 120_000 } }),
  ...(query.has('shared') && { sharedDevice: true }),
  appearance: { theme: (query.get('theme') ?? 'auto') as 'auto' },
};

function App() {
  const { start, logout } = useMoonKey();
  const [count, setCount] = useState(0);
  return (
    <main>
      <Unauthenticated pending={<p>One moment…</p>}>
        <button onClick={start}>Sign in here</button>
      </Unauthenticated>
      <Authenticated>
        {(user) => (
          <p>
            <span id="who">{user.email}</span> <button onClick={logout}>Log out</button>
          </p>
        )}
      </Authenticated>
      <button onClick={() => setCount(count + 1)}>
        <span>Clicked {count} times</span>
      </button>
    </main>
  );
}

createRoot(document.querySelector('#root') as Element).render(
  <MoonKeyProvider publishableKey="pk_test_dialog" config={config}>
    <App />
  </MoonKeyProvider>,
);

const remote = query.get('remote');
if (remote !== null) obey(remote);
