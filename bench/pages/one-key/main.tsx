import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Account } from '../account.js';
import { offer } from '../offer.js';
import { underTest } from '../under-test.js';

/** The least that a page can do: it reads one key, as it first renders. */
function App() {
  const [email] = useState(() => localStorage.getItem('one-key'));
  return <Account ready email={email} logout={() => undefined} />;
}

createRoot(document.getElementById('root') ?? document.body).render(<App />);

offer(underTest(() => Promise.resolve()));
