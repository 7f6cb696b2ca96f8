import { untilReady } from '../../engine/until-ready.js';
import type { Auth } from '../../engine/index.js';
import { createAuth } from '../../engine/index.js';
import type { AuthView } from '../../machines/index.js';
import type { Backend, RefreshGrant } from '../../services/backend.js';
import {
  anObject,
  createChecker,
  isRecord,
  must,
  oneOf,
  wholeNumber,
} from '../../options/index.js';
import { people } from '../paths/people.js';
import { createAheadOf } from './ahead-of.js';
import type { FakeBackend } from './fake-backend.js';
import { createFakeBackend } from './fake-backend.js';
import { createFakeTabs } from './fake-tabs.js';
import { silentDisk } from './silent-disk.js';
import type { TestState } from './view-of.js';
import { viewOf } from './view-of.js';
import type { VirtualClock } from './virtual-clock.js';
import { createVirtualClock } from './virtual-clock.js';

/** What {@link createTestAuth} takes. */
export interface TestAuthOptions extends TestState {
  /** What the engine talks to. Default: a new {@link createFakeBackend}. */
  readonly backend?: FakeBackend;
  /** The engine's time. Default: a new {@link createVirtualClock}. */
  readonly clock?: VirtualClock;
}

/** A real engine over an environment in memory, with the strings in the test's hands. */
export interface TestAuth extends Auth {
  readonly backend: FakeBackend;
  readonly clock: VirtualClock;
  /** Resolves when `actor` too is in the state that was asked for: a few microtasks later. */
  readonly settled: Promise<void>;
}

const seed = 'seed';
const { check } = createChecker('createTestAuth');
const statuses = ['initializing', 'authenticated', 'signingIn', 'loggingOut', 'loggedOut'];
const shape = {
  status: oneOf(statuses),
  user: must(
    (value) => isRecord(value) && typeof value.email === 'string',
    'must be a user: { id, email, createdAt }',
  ),
  storage: oneOf(['indexeddb', 'memory']),
  pendingRevocations: wholeNumber(0),
  backend: anObject,
  clock: anObject,
};

/**
 * Makes the real engine in a state of your choice, at once: no network, no disk, no real timer. Its
 * view is right from the first call on; `signingIn` and `loggingOut` last until the backend answers:
 * `auth.backend.answer('verifyCode')`, `auth.backend.answer('revoke')`.
 *
 * @throws ConfigurationError when an option is unknown or wrong; it names it.
 *
 * @example
 * ```tsx
 * const auth = createTestAuth({ status: 'authenticated' })
 * render(<MoonKeyProvider auth={auth}><Header /></MoonKeyProvider>)
 * screen.getByText('Welcome, ada@example.test')
 * ```
 */
export function createTestAuth(options: TestAuthOptions = {}): TestAuth {
  check(options, shape);
  const clock = options.clock ?? createVirtualClock();
  const backend = options.backend ?? createFakeBackend({ now: () => clock.now() });
  const state = {
    status: options.status ?? 'authenticated',
    user: options.user ?? people.ada,
    storage: options.storage ?? 'indexeddb',
    pendingRevocations: options.pendingRevocations ?? 0,
  } as const;
  const [tab] = createFakeTabs(1, { clock });
  const engine = createAuth({
    publishableKey: 'pk_test_kit',
    backend: seeded(backend, state.user),
    environment: {
      ...tab?.environment,
      ...(state.status === 'initializing' && silentDisk()),
    },
  });

  const ahead = createAheadOf(engine, viewOf(state));
  let guards = 0;

  async function reach(): Promise<void> {
    const { status, user, storage, pendingRevocations } = state;
    const arrived = until(engine, ({ status }) => status === state.status);
    if (status === 'signingIn') {
      backend.failNext('verifyCode', 'hang');
      quietly(engine.signIn({ methodId: `method:${user.email}`, code: backend.code }));
    } else if (status === 'authenticated' || status === 'loggingOut')
      await engine.signIn({ methodId: seed, code: backend.code });
    if (status === 'loggingOut') {
      backend.failNext('revoke', 'hang');
      quietly(engine.logout());
    }
    await arrived;
    engine.actor.send({ type: 'STORAGE_CHANGED', storage });
    engine.actor.send({ type: 'OUTBOX_CHANGED', pending: pendingRevocations });
  }

  engine.start();
  const settled = reach();
  const caughtUp = settled.then(() => {
    if (ahead.shown?.status === state.status) ahead.show(null);
  });
  quietly(caughtUp);

  function logout(end: () => Promise<void>): Promise<void> {
    if (!ahead.shown) return end();
    if (ahead.shown.isAuthenticated && guards === 0)
      ahead.show(viewOf({ ...state, status: 'loggingOut' }));
    const result = caughtUp.then(() => {
      const ending = end();
      ahead.show(null);
      return ending;
    });
    quietly(result);
    return result;
  }

  return {
    ...engine,
    backend,
    clock,
    settled,
    actor: ahead.actor,
    getView: ahead.getView,
    subscribe: ahead.subscribe,
    logout: () => logout(engine.logout),
    logoutEverywhere: () => logout(engine.logoutEverywhere),
    signIn: (input) => caughtUp.then(() => engine.signIn(input)),
    signInWith: (...input) => caughtUp.then(() => engine.signInWith(...input)),
    getSessionTokens: (options) => caughtUp.then(() => engine.getSessionTokens(options)),
    check: (options) => caughtUp.then(() => engine.check(options)),
    ready: () => untilReady(ahead),
    addLogoutGuard(guard, name) {
      guards += 1;
      const remove = engine.addLogoutGuard(guard, name);
      return () => {
        guards -= 1;
        remove();
      };
    },
  };
}

/** A backend that signs the first user in without a code, and knows the profile to the letter. */
function seeded(backend: FakeBackend, user: NonNullable<TestState['user']>): Backend {
  const mine = <T extends RefreshGrant>(grant: T) =>
    grant.user?.email === user.email ? { ...grant, user } : grant;
  return {
    sendCode: (input, signal) => backend.sendCode(input, signal),
    revoke: (proof, signal) => backend.revoke(proof, signal),
    refresh: async (input, signal) => mine(await backend.refresh(input, signal)),
    verifyCode: async (input, signal) =>
      mine(
        input.methodId === seed
          ? backend.startSession(user.email)
          : await backend.verifyCode(input, signal),
      ),
  };
}

function until(auth: Auth, reached: (view: AuthView) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (reached(auth.getView())) return resolve();
    const stop = auth.subscribe((view) => {
      if (!reached(view)) return;
      stop();
      resolve();
    });
  });
}

function quietly(promise: Promise<unknown>): void {
  promise.catch(() => undefined);
}
