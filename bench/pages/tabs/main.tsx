import { useLayoutEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { MoonKeyProvider, useMoonKey } from '@moon-key/react-auth';
import { createAuth } from '@moon-key/react-auth/engine';
import { commitOf, nextCommit, useCommits } from '../commits.js';
import { click, offer } from '../offer.js';

const auth = createAuth({ publishableKey: 'pk_test_tabs' });
const epoch = (at = performance.now()) => performance.timeOrigin + at;

function App() {
  const { ready, isAuthenticated, logout } = useMoonKey();
  useCommits(ready, isAuthenticated);
  return isAuthenticated ? <button onClick={logout}>Log out</button> : <p>Bye</p>;
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

const clock = new BroadcastChannel('clock');
const askClocks = clock.postMessage.bind(clock);
let onEcho = (_at: number) => {};
clock.onmessage = ({ data }) => {
  const { ask, tell } = data as { ask?: string; tell?: number };
  if (ask === location.search) askClocks({ tell: epoch() });
  if (tell !== undefined) onEcho(tell);
};

let watched: Promise<number> | undefined;

const page = {
  async signIn() {
    const { methodId } = await auth.sendCode({ email: 'ada.lovelace@example.com' });
    await auth.signIn({ methodId, code: '123456' });
    await commitOf(true);
  },
  async signedIn() {
    await commitOf(true);
  },
  /** Settles with the epoch time of the next commit that shows nobody. */
  watchLogout() {
    watched = nextCommit(false);
  },
  /** Settles with the epoch time of the next commit that shows a bare message. */
  watchBare() {
    watched = new Promise((resolve) => {
      onShown = () => resolve(performance.now());
    });
  },
  async shownAt() {
    return epoch(await watched);
  },
  logout: () => epoch(click()),
  async finish() {
    await auth.logout();
  },
  post(count: number) {
    const at = epoch();
    post(count);
    return at;
  },
  /** By how much the clock of another tab is ahead, in ms: from the quickest of many round trips. */
  async clockOf(tab: string) {
    let best = { length: Infinity, ahead: 0 };
    for (let run = 0; run < 40; run++) {
      const asked = epoch();
      const told = await new Promise<number>((resolve) => {
        onEcho = resolve;
        askClocks({ ask: tab });
      });
      const length = epoch() - asked;
      if (length < best.length) best = { length, ahead: told - asked - length / 2 };
    }
    return best.ahead;
  },
};

export type TabsPage = typeof page;
offer(page);
