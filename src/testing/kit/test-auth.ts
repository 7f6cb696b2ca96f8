import { untilReady } from '../../engine/until-ready.js';
import type { Auth } from '../../engine/index.js';
import { createAuth } from '../../engine/index.js';
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
import { bringTo } from './bring-to.js';
import type { FakeBackend } from './fake-backend.js';
import { createFakeBackend } from './fake-backend.js';
import { createFakeTabs } from './fake-tabs.js';
import { silentDisk } from './silent-disk.js';
import { quietly } from './quietly.js';
import { seededBackend } from './seeded-backend.js';
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
  const state = stateAsked(options);
  const [tab] = createFakeTabs(1, { clock });
  const engine = createAuth({
    publishableKey: 'pk_test_kit',
    backend: seededBackend(backend, state.user),
    environment: {
      ...tab?.environment,
      ...(state.status === 'initializing' && silentDisk()),
    },
  });

  const ahead = createAheadOf(engine, viewOf(state));
  const guards = countGuards(engine);
  engine.start();
  const settled = bringTo(engine, backend, state);
  const caughtUp = settled.then(() => {
    if (ahead.shown?.status === state.status) ahead.show(null);
  });
  quietly(caughtUp);

  function logout(end: () => Promise<void>): Promise<void> {
    if (!ahead.shown) return end();
    if (ahead.shown.isAuthenticated && guards.count() === 0)
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
    addLogoutGuard: guards.add,
  };
}

function stateAsked(options: TestState): Required<TestState> {
  return {
    status: options.status ?? 'authenticated',
    user: options.user ?? people.ada,
    storage: options.storage ?? 'indexeddb',
    pendingRevocations: options.pendingRevocations ?? 0,
  };
}

/** Counts an engine's logout guards as they come and go. */
function countGuards(engine: Auth): { count(): number; readonly add: Auth['addLogoutGuard'] } {
  let guards = 0;
  return {
    count: () => guards,
    add(guard, name) {
      guards += 1;
      const remove = engine.addLogoutGuard(guard, name);
      return () => {
        guards -= 1;
        remove();
      };
    },
  };
}
