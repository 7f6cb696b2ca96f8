import { createActor, fromPromise } from 'xstate';
import { delays } from '../machines/actors.js';
import { authMachine } from '../machines/auth-machine.js';
import type { User } from '../machines/types.js';
import { isSameView, toAuthView } from '../machines/view.js';
import { browserEnvironment } from '../services/environment.js';
import { createBackend } from '../services/http-backend.js';
import { createIndexedDbDisk } from '../services/indexed-db-disk.js';
import { watchLifecycle } from '../services/lifecycle.js';
import { createMemoryDisk } from '../services/memory-disk.js';
import { namesFor } from '../services/names.js';
import { createOutbox } from '../services/outbox.js';
import { randomId } from '../services/random-id.js';
import { createResilientDisk } from '../services/resilient-disk.js';
import { createSessionStore } from '../services/session-store.js';
import { openTabs, type TabMessage, type Tabs } from '../services/tabs.js';
import { createTombstones } from '../services/tombstones.js';
import { createTurn } from '../services/turn.js';
import type { Vault } from '../services/vault.js';
import { createArrivals } from './arrival.js';
import type { Auth, AuthNotice } from './auth.js';
import { backendCode, type Core, reportFault } from './core.js';
import { createDepartures } from './departure.js';
import { SignInError } from './errors.js';
import { createHooks } from './hooks.js';
import { createLogout } from './logout.js';
import { createNotices } from './notices.js';
import type { AuthOptions } from './options.js';
import { createOutboxRunner } from './outbox-runner.js';
import { createTokenReader } from './session-tokens.js';
import { validateOptions } from './validate-options.js';

/** The longest that a platform timer can wait, in ms. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Creates the engine: the statechart with its services, behind verbs. It touches nothing until it is
 * started, so it may be created on a server.
 *
 * @throws {@link ConfigurationError} that names the option.
 *
 * @example
 * ```ts
 * import { createAuth } from '@moon-key/react-auth/engine'
 *
 * const auth = createAuth({ publishableKey: 'pk_test_123', backend: '/api/auth' })
 * auth.start()
 * auth.subscribe((view) => console.log(view.status))
 * await auth.logout()
 * ```
 */
export function createAuth(options: AuthOptions): Auth {
  validateOptions(options);
  const environment = { ...browserEnvironment(), ...options.environment };
  const timeouts = { ...delays, ...options.timeouts };
  const { clock, crypto, localStorage, locks, page, fetch } = environment;
  const names = namesFor(options.publishableKey);
  const { backend = '/api/auth', inspect } = options;

  const notices = createNotices(environment.reportError);
  const tombstones = createTombstones(names.tombstones, localStorage);
  const vault: Vault = new Map();
  const hooks = createHooks(clock, timeouts.cleanupTimeout);
  const tab = randomId(crypto);
  const memory = createMemoryDisk();
  const disk =
    environment.indexedDB && crypto?.subtle
      ? createResilientDisk(
          createIndexedDbDisk({
            factory: environment.indexedDB,
            name: names.database,
            clock,
            openTimeout: timeouts.restoreTimeout / 2,
          }),
          memory,
          (error) => {
            reportFault({ notices }, 'open', error);
            actor.send({ type: 'STORAGE_CHANGED', storage: 'memory' });
          },
        )
      : memory;

  let tabs: Tabs | undefined;
  const tell = (message: TabMessage) => tabs?.tell(message);
  const backendObject = typeof backend === 'string' ? createBackend(backend, fetch) : backend;
  const outbox = createOutbox({
    disk,
    backend: backendObject,
    clock,
    crypto,
    sender: tab,
    timeout: timeouts.revokeTimeout,
    onSettled(generation, result) {
      tell({ type: 'revocationSettled', generation, result });
      onTabMessage({ type: 'revocationSettled', generation, result });
    },
  });
  const core: Core = {
    environment,
    timeouts,
    backend: backendObject,
    disk,
    store: createSessionStore(disk, tombstones),
    tombstones,
    vault,
    outbox,
    notices,
    tab,
    tell,
    outboxChanged: () => {
      void outbox.count().then(
        (pending) => {
          onPending(pending);
          if (pending > 0) runner.wake('added');
        },
        () => undefined,
      );
    },
    currentUser: (): User | undefined => actor.getSnapshot().context.session?.user,
  };
  const departures = createDepartures(core);
  const arrivals = createArrivals(core, departures);
  const runner = createOutboxRunner({
    core,
    turn: createTurn(names.turn, locks),
    inspect,
    onPending,
  });

  const actor = createActor(
    authMachine.provide({
      actors: {
        restoreSession: fromPromise(({ signal }) => arrivals.restoreSession(signal)),
        verifySignIn: fromPromise(({ input, signal }) =>
          arrivals.verifySignIn(input.attempt, signal),
        ),
        commitSession: fromPromise(({ input }) => arrivals.commitSession(input.generation)),
        refreshSession: fromPromise(({ input, signal }) =>
          arrivals.refreshSession(input.generation, signal),
        ),
        askLogoutGuards: fromPromise(({ signal }) => hooks.askGuards(signal)),
        clearDevice: fromPromise(({ input, signal }) => departures.clearDevice(input, signal)),
        revokeSession: fromPromise(({ input, signal }) => departures.revokeSession(input, signal)),
        runCleaners: fromPromise(() => hooks.runCleaners()),
      },
      // The cleaners' own bounds come first: they can tell which one was late.
      delays: { ...timeouts, cleanupTimeout: timeouts.cleanupTimeout + 1_000 },
    }),
    { id: 'auth', clock, ...(inspect && { inspect }) },
  );
  const logout = createLogout({ core, actor, hooks, start });
  const signIns = new Map<string, { resolve(user: User): void; reject(error: Error): void }>();
  const readTokens = createTokenReader(core, actor);

  let view = toAuthView(actor.getSnapshot());
  const listeners = new Set<Parameters<Auth['subscribe']>[0]>();
  actor.subscribe((snapshot) => {
    const next = toAuthView(snapshot);
    if (isSameView(view, next)) return;
    view = next;
    for (const listener of [...listeners])
      try {
        listener(view);
      } catch (error) {
        environment.reportError(error);
      }
  });
  actor.on('*', (emitted) => onEmitted(emitted));

  function onEmitted(notice: AuthNotice) {
    if (notice.type === 'signedIn') {
      const user = core.currentUser();
      watchExpiry();
      arrivals.forget(notice.generation);
      if (user) signIns.get(notice.generation)?.resolve(user);
    } else if (notice.type === 'signInFailed' || notice.type === 'signInCancelled') {
      const cause = arrivals.forget(notice.attempt);
      const code = notice.type === 'signInFailed' ? notice.code : 'cancelled';
      signIns.get(notice.attempt)?.reject(new SignInError(code, { cause }));
      // A logout that starts with this very event takes the session along by itself.
      queueMicrotask(() => void departures.abandon(notice.attempt));
    }
    notices.emit(notice);
  }

  function onPending(pending: number) {
    if (pending !== actor.getSnapshot().context.pendingRevocations)
      actor.send({ type: 'OUTBOX_CHANGED', pending });
  }

  function onTabMessage(message: TabMessage) {
    const { type, generation } = message;
    if (type === 'signedOut') actor.send({ type: 'SIGNED_OUT_ELSEWHERE', generation });
    else if (type === 'signedIn') actor.send({ type: 'SIGNED_IN_ELSEWHERE', generation });
    else if (type === 'revocationSettled') {
      departures.noteSettled(generation, message.result);
      notices.emit(message);
      core.outboxChanged();
    }
  }

  /** The page may have slept through a logout, a sign-in, or the session's end. */
  function recheck() {
    const shown = actor.getSnapshot().context.session?.generation;
    if (shown && tombstones.find(shown)) {
      actor.send({ type: 'SIGNED_OUT_ELSEWHERE', generation: shown });
      return;
    }
    watchExpiry();
    if (shown && !vault.get(shown)?.key) return;
    void core.store.read().then(
      ({ record, pending }) => {
        onPending(pending);
        const stored = record?.generation;
        if (stored && stored !== shown && !tombstones.find(stored))
          actor.send({ type: 'SIGNED_IN_ELSEWHERE', generation: stored });
        else if (shown && stored !== shown)
          actor.send({ type: 'SIGNED_OUT_ELSEWHERE', generation: shown });
      },
      () => undefined,
    );
  }

  let everStarted = false;
  let expiryTimer: unknown;
  function watchExpiry() {
    clock.clearTimeout(expiryTimer);
    const { session } = actor.getSnapshot().context;
    if (!session || !started) return;
    const left = session.expiresAt - clock.now();
    if (left <= 0) actor.send({ type: 'SESSION_EXPIRED', generation: session.generation });
    else expiryTimer = clock.setTimeout(watchExpiry, Math.min(left, LONGEST_TIMER));
  }

  let started = false;
  let disposing = false;
  let stopLifecycle = () => {};

  function start() {
    disposing = false;
    if (started) return;
    started = true;
    tabs = openTabs({
      channel: environment.openChannel?.(names.channel),
      page,
      tombstoneKey: names.tombstones,
      onMessage: onTabMessage,
    });
    stopLifecycle = watchLifecycle({
      page,
      onWake() {
        recheck();
        runner.wake('visible');
      },
      onOnline: () => runner.wake(page?.isVisible() === false ? 'visible' : 'online'),
      onHide: () => disk.close(),
    });
    runner.start();
    if (everStarted) recheck();
    else actor.start();
    everStarted = true;
  }

  function stop() {
    if (!started || !disposing) return;
    started = false;
    stopLifecycle();
    clock.clearTimeout(expiryTimer);
    runner.stop();
    tabs?.close();
    tabs = undefined;
    disk.close();
  }

  return {
    publishableKey: options.publishableKey,
    actor,
    start,
    dispose() {
      disposing = true;
      if (logout.isIdle()) stop();
      else void logout.idle().then(stop);
    },
    getView: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    on: notices.on,
    async sendCode({ email }) {
      if (typeof email !== 'string' || !email.includes('@')) throw new SignInError('invalid_email');
      try {
        return await backendObject.sendCode({ email }, new AbortController().signal);
      } catch (cause) {
        throw new SignInError(backendCode(cause), { cause });
      }
    },
    signIn({ methodId, code }) {
      start();
      const attempt = randomId(crypto);
      arrivals.hold(attempt, { methodId, code });
      const result = new Promise<User>((resolve, reject) =>
        signIns.set(attempt, { resolve, reject }),
      );
      actor.send({ type: 'SIGN_IN', attempt });
      return result.finally(() => signIns.delete(attempt));
    },
    logout: () => logout.logout('session'),
    logoutEverywhere: () => logout.logout('everywhere'),
    async getSessionTokens() {
      start();
      return readTokens();
    },
    addCleaner: hooks.addCleaner,
    addLogoutGuard: hooks.addGuard,
    getPendingRevocations: async () =>
      (await outbox.list()).map(({ generation, attempts, notBefore, expiresAt }) => ({
        generation,
        attempts,
        notBefore,
        expiresAt,
      })),
  };
}
