import { createActor, fromPromise } from 'xstate';
import { delays } from '../machines/actors.js';
import { authMachine } from '../machines/auth-machine.js';
import { isSameView, toAuthView } from '../machines/view.js';
import { createIndexedDbDisk } from '../services/indexed-db-disk.js';
import { namesFor } from '../services/names.js';
import { createResilientDisk } from '../services/resilient-disk.js';
import { startEnvironment } from '../services/start-environment.js';
import { createTombstones } from '../services/tombstones.js';
import type { Auth } from './auth.js';
import { type Core, reportFault, ServiceError } from './core.js';
import { fence } from './fence.js';
import { loadProtocol } from './load-protocol.js';
import { createLogout } from './logout.js';
import { createNotices } from './notices.js';
import type { AuthOptions } from './options.js';
import type { Protocol } from './protocol/index.js';
import { restoreSession } from './restore.js';
import { validateOptions } from './validate-options.js';

/** The services that the protocol provides to the machine. */
type Late =
  | 'verifySignIn'
  | 'commitSession'
  | 'refreshSession'
  | 'askLogoutGuards'
  | 'revokeSession'
  | 'runCleaners';

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
  const { publishableKey, inspect } = options;
  const environment = { ...startEnvironment(), ...options.environment };
  const { clock, crypto, indexedDB, localStorage, reportError } = environment;
  const timeouts = { ...delays, ...options.timeouts };
  const names = namesFor(publishableKey);
  const notices = createNotices(reportError);

  let protocol: Protocol | undefined;
  const load = async () => {
    if (protocol) return protocol;
    const { createProtocol } = await loadProtocol().catch(() => {
      throw new ServiceError('protocol_not_loaded');
    });
    protocol ??= createProtocol(core);
    if (started) protocol.start();
    return protocol;
  };
  const late = <K extends Late>(name: K) => {
    type Service = Protocol[K] extends (input: infer I, signal: AbortSignal) => Promise<infer O>
      ? { input: I; output: O; run(input: I, signal: AbortSignal): Promise<O> }
      : never;
    return fromPromise<Service['output'], Service['input']>(async ({ input, signal }) =>
      ((protocol ?? (await load()))[name] as Service['run'])(input, signal),
    );
  };

  const actor = createActor(
    authMachine.provide({
      actors: {
        restoreSession: fromPromise(({ signal }) => restoreSession(core, signal)),
        verifySignIn: late('verifySignIn'),
        commitSession: late('commitSession'),
        refreshSession: late('refreshSession'),
        askLogoutGuards: late('askLogoutGuards'),
        clearDevice: fromPromise(async ({ input, signal }) => {
          fence(core, input);
          await (protocol ?? (await load())).clearDevice(input, signal);
        }),
        revokeSession: late('revokeSession'),
        runCleaners: late('runCleaners'),
      },
      // The cleaners' own bounds come first: they can tell which one was late.
      delays: { ...timeouts, cleanupTimeout: timeouts.cleanupTimeout + 1_000 },
    }),
    { id: 'auth', clock, ...(inspect && { inspect }) },
  );

  const core: Core = {
    options,
    environment,
    timeouts,
    names,
    notices,
    actor,
    load,
    protocol: () => protocol,
    tombstones: createTombstones(names.tombstones, localStorage),
    vault: new Map(),
    departures: new Map(),
    cleaners: new Set(),
    guards: new Set(),
    disk: createResilientDisk(
      indexedDB && crypto?.subtle
        ? createIndexedDbDisk({
            factory: indexedDB,
            name: names.database,
            clock,
            openTimeout: timeouts.restoreTimeout / 2,
          })
        : undefined,
      (error) => {
        reportFault(core, 'open', error);
        actor.send({ type: 'STORAGE_CHANGED', storage: 'memory' });
      },
    ),
  };

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
        reportError(error);
      }
  });
  actor.on('*', notices.emit);

  let started = false;
  let everStarted = false;
  let disposing = false;

  function start() {
    disposing = false;
    if (started) return;
    started = true;
    if (!everStarted) actor.start();
    everStarted = true;
    load().then(
      (loaded) => loaded.start(),
      () => undefined,
    );
  }

  function stop() {
    if (!started || !disposing) return;
    started = false;
    protocol?.stop();
    core.disk.close();
  }

  const { logout, pending } = createLogout(core);
  const register = <T>(set: Set<T>, item: T) => {
    set.add(item);
    return () => void set.delete(item);
  };
  const verb = async () => {
    start();
    return load();
  };
  const logoutFrom = (scope: 'session' | 'everywhere') => {
    start();
    return logout(scope);
  };

  return {
    publishableKey,
    actor,
    start,
    dispose() {
      disposing = true;
      const busy = pending();
      if (busy) void busy.then(stop, stop);
      else stop();
    },
    getView: () => view,
    subscribe: (listener) => register(listeners, listener),
    on: notices.on,
    sendCode: async (input) => (await verb()).sendCode(input),
    signIn: async (input) => (await verb()).signIn(input),
    logout: () => logoutFrom('session'),
    logoutEverywhere: () => logoutFrom('everywhere'),
    getSessionTokens: async () => (await verb()).readTokens(),
    addCleaner: (name, run) => register(core.cleaners, { name, run }),
    addLogoutGuard: (run, name = run.name || 'guard') => register(core.guards, { name, run }),
    getPendingRevocations: async () => (await verb()).pendingRevocations(),
  };
}
