import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { coverPage } from '../../../src/inspect/index.js';
import { MoonKeyProvider, useLoginWithEmail, useMoonKey } from '../../../src/react/index.js';

coverPage();

function SignIn() {
  const { sendCode, loginWithCode } = useLoginWithEmail();
  const [email, setEmail] = useState('');
  const [code, setCode] = useState('');
  const ignore = () => undefined;
  return (
    <>
      <p>You are logged out.</p>
      <input aria-label="E-mail" value={email} onChange={(event) => setEmail(event.target.value)} />
      <button onClick={() => sendCode({ email }).catch(ignore)}>Send code</button>
      <input aria-label="Code" value={code} onChange={(event) => setCode(event.target.value)} />
      <button onClick={() => loginWithCode({ code }).catch(ignore)}>Sign in</button>
    </>
  );
}

function App() {
  const { ready, user, logout, start } = useMoonKey();
  const [isStuck, setStuck] = useState(false);
  if (!ready) return <p>One moment…</p>;
  const isBuggy = location.search === '?buggy';
  const leave = () => logout().then(undefined, () => setStuck(isBuggy));
  if (isStuck) return <p>Something went wrong. Try again later.</p>;
  if (!user && location.search === '?dialog') return <button onClick={start}>Log in</button>;
  if (!user) return <SignIn />;
  return (
    <>
      <p data-testid="user">{user.email}</p>
      <button onClick={() => void leave()}>Log out</button>
    </>
  );
}

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <MoonKeyProvider publishableKey="pk_test_browser">
      <App />
    </MoonKeyProvider>,
  );
