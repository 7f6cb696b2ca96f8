import { useLayoutEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { MoonKeyProvider, useMoonKey } from '@moon-key/react-auth';
import { createAuth } from '@moon-key/react-auth/engine';
import { Account } from '../account.js';
import { offer } from '../offer.js';
import { epoch, tab, undisturbed, watch } from '../tab.js';
import { underTest } from '../under-test.js';

const auth = createAuth({ publishableKey: 'pk_test_tabs' });

function App() {
  const { ready, user, logout } = useMoonKey();
  return <Account ready={ready} email={user?.email ?? null} logout={logout} />;
}

const channel = new BroadcastChannel('bare');
const post = channel.postMessage.bind(channel);
let show = (_email: string | null) => {};
let onShown = (_email: string | null) => {};

/** The least that can show a logout in another tab: the same page, the message alone. */
function Bare() {
  const [email, setEmail] = useState<string | null>(null);
  useLayoutEffect(() => {
    show = setEmail;
    channel.onmessage = () => setEmail(null);
  }, []);
  useLayoutEffect(() => onShown(email), [email]);
  if (email === null) return <p>Bye</p>;
  return <button onClick={() => post('signedOut')}>Log out {email}</button>;
}

const root = document.createElement('div');
document.body.append(root);
createRoot(root).render(<Bare />);
createRoot(document.getElementById('root') ?? document.body).render(
  <MoonKeyProvider auth={auth}>
    <App />
  </MoonKeyProvider>,
);

async function signIn() {
  const { methodId } = await auth.sendCode({ email: 'ada.lovelace@example.com' });
  await auth.signIn({ methodId, code: '123456' });
}

const page = {
  ...underTest(signIn, async () => {
    await auth.logout();
  }),
  ...tab,
  /** Shows a user, and settles with the epoch time of the commit that shows that a message came. */
  async watchBare() {
    await new Promise((resolve) => {
      onShown = resolve;
      show('ada.lovelace@example.com');
    });
    watch(
      new Promise((resolve) => {
        onShown = () => resolve(performance.now());
      }),
    );
  },
  post: () =>
    undisturbed(() => {
      const at = epoch();
      post('signedOut');
      return at;
    }),
};

export type TabsPage = typeof page;
offer(page);
