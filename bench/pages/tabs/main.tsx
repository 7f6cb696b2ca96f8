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
let onShown = (_count: number) => {};

/** The least that can show a message of another tab. */
function Bare() {
  const [count, setCount] = useState(0);
  useLayoutEffect(() => {
    channel.onmessage = ({ data }) => setCount(data as number);
  }, []);
  useLayoutEffect(() => onShown(count), [count]);
  return <p>{count}</p>;
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
  /** Settles with the epoch time of the next commit that shows a bare message. */
  watchBare() {
    watch(
      new Promise((resolve) => {
        onShown = () => resolve(performance.now());
      }),
    );
  },
  post: (count: number) =>
    undisturbed(() => {
      const at = epoch();
      post(count);
      return at;
    }),
};

export type TabsPage = typeof page;
offer(page);
