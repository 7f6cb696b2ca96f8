import { StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { closeOnLogout } from '../../../../src/cleaners/index.js';
import { createAuth, type InitialState, LogoutError } from '../../../../src/engine/index.js';
import { MoonKeyProvider, useIdleWarning, useMoonKey } from '../../../../src/react/index.js';
import { browserEnvironment } from '../../../../src/services/platform.js';
import type { Environment } from '../../../../src/services/index.js';
import type { Lab } from './lab.js';
import { obey } from './obey.js';
import { readStores } from './read-stores.js';
import { wrap } from './wrap.js';
import { halt, instrument, instrumentedFetch, reach } from './points.js';

const search = new URLSearchParams(location.search);
const has = (name: string) => search.has(name);
/** By how much this page's clock is ahead, in ms: a lease or a backoff is over without waiting. */
let ahead = Number(search.get('ahead') ?? 0);

instrument();
wrap(SubtleCrypto.prototype, 'encrypt', async (call) => {
  const sealed = await call();
  lab.seals += 1;
  return sealed;
});

async function countedFetch(input: RequestInfo | URL, init?: RequestInit) {
  const response = await instrumentedFetch(input, init);
  lab.answers += 1;
  return response;
}

const { page: own } = browserEnvironment();
/** The page's events, of which only those of the back/forward cache are heard. */
const drowsy = own && {
  ...own,
  listen: (...[type, listener]: Parameters<typeof own.listen>) =>
    type === 'pageshow' || type === 'pagehide' ? own.listen(type, listener) : () => {},
};

const environment: Partial<Environment> = {
  fetch: countedFetch,
  clock: {
    now: () => Date.now() + ahead,
    setTimeout: (run, delay) => setTimeout(run, delay),
    clearTimeout: (id) => clearTimeout(id as number),
    // What passes then is a sleep of the machine: the clock that nobody sets stands still meanwhile.
    ...(has('steady') && { monotonic: () => performance.now() }),
  },
  ...(has('mute') && { openChannel: undefined }),
  ...(has('drowsy') && { page: drowsy }),
};

const said = document.getElementById('state')?.textContent;
const auth = createAuth({
  publishableKey: 'pk_test_lab',
  environment,
  tokens: document.documentElement.dataset['tokens'] === 'none' ? 'none' : 'page',
  ...(has('backend') && { backend: String(search.get('backend')) }),
  ...(has('tenant') && { headers: () => ({ 'x-tenant': String(search.get('tenant')) }) }),
  initialState: said ? (JSON.parse(said) as InitialState) : undefined,
  // Warned of after a second, and a minute to do something about it, however busy the machine is.
  ...(has('idle') && { idle: { after: 60_000, warnBefore: 59_000 } }),
});

const lab: Lab = {
  auth,
  views: [],
  commits: [],
  notices: [],
  shows: [],
  answers: 0,
  seals: 0,
  async signIn(email, remember = true) {
    const { methodId } = await auth.sendCode({ email });
    const sent = await fetch(`/lab/code?email=${encodeURIComponent(email)}`);
    await auth.signIn({ methodId, code: await sent.text(), remember });
  },
  async logout() {
    try {
      await auth.logout();
      return { code: 'done', device: null, server: null };
    } catch (error) {
      if (!(error instanceof LogoutError)) throw error;
      return { code: error.code, device: error.device, server: error.server };
    }
  },
  async meet(name, count) {
    await fetch(`/lab/meet?name=${name}&count=${count}`, { method: 'POST' });
  },
  reach,
  startLogout() {
    void auth.logout();
    reach('call-returned');
  },
  haltAt(point) {
    halt.at = point;
    setTimeout(() => lab.startLogout());
  },
  async openFeed(kind) {
    const source = kind === 'socket' ? new WebSocket('/lab/feed') : new EventSource('/lab/feed');
    await new Promise((resolve) => source.addEventListener('message', resolve, { once: true }));
    auth.addCleaner(kind, closeOnLogout(source));
    // Opened after the engine's: this message has a task of its own, right after that one's.
    const channel = new BroadcastChannel('moonkey:pk_test_lab');
    channel.addEventListener('message', ({ data }) => {
      if (data.type === 'signedOut') lab.openAfterMessage.push(source.readyState <= source.OPEN);
    });
  },
  openAfterMessage: [],
  warnings: [],
  pass(ms) {
    ahead += ms;
  },
  sleep(ms) {
    lab.pass(ms);
    window.dispatchEvent(new Event('focus'));
  },
  firstFrames: [],
  dump: () => readStores('moonkey:pk_test_lab'),
};
window.lab = lab;
const remote = search.get('remote');
if (remote !== null) obey(remote);

auth.subscribe((view) => {
  lab.views.push({ status: view.status, email: view.user?.email ?? null });
  if (view.status === 'loggedOut') reach('logged-out');
  const isWarned = view.idle !== null;
  if (isWarned !== (lab.warnings.at(-1) ?? false)) lab.warnings.push(isWarned);
});
auth.on('*', (notice) => lab.notices.push(notice));
window.addEventListener('pageshow', ({ persisted }) => {
  lab.shows.push(persisted);
  if (persisted) requestAnimationFrame(() => lab.firstFrames.push(document.body.innerText));
});

function App() {
  const { status, user, logout } = useMoonKey();
  const warning = useIdleWarning();
  useEffect(() => {
    lab.commits.push({ status, email: user?.email ?? null });
  });
  return (
    <main>
      <output id="status">{status}</output>
      <output id="user">{user ? user.email : 'nobody'}</output>
      {warning && <output id="idle">Are you still there?</output>}
      <button type="button" onClick={logout}>
        Log out
      </button>
    </main>
  );
}

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <MoonKeyProvider auth={auth}>
        <App />
      </MoonKeyProvider>
    </StrictMode>,
  );
