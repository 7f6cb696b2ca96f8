import { createActor } from 'xstate';
import { createActors, delays } from '../machines/actors.js';
import { createAuthMachine } from '../machines/auth-machine.js';
import { isSameView, toAuthView } from '../machines/view.js';
import { tombstonesOf } from '../services/tombstones-key.js';
import { signOutUnread } from '../services/sign-out-unread.js';
import { startEnvironment } from '../services/start-environment.js';
import type { Auth } from './auth.js';
import { keyProblem } from './key-problem.js';
import type { Core } from './core.js';
import { loadProtocol } from './load-protocol.js';
import { createLogout } from './logout.js';
import { createNotices, notifyAll } from './notices.js';
import type { AuthOptions } from './options.js';
import type { Protocol } from './protocol/index.js';

/** The engine, its options unchecked but for the key: what is not needed at the start loads after it. */
export function createEngine(options: AuthOptions): Auth {
  const { publishableKey, inspect } = options;
  const problem = keyProblem(publishableKey);
  if (problem) throw new TypeError(problem);
  const environment = { ...startEnvironment(), ...options.environment };
  const { clock, reportError } = environment;
  const timeouts = { ...delays, ...options.timeouts };
  const tombstonesKey = tombstonesOf(publishableKey);
  const notices = createNotices(reportError);

  let protocol: Protocol | undefined;
  const load = async () => {
    if (!protocol) {
      const { createProtocol } = await loadProtocol();
      protocol ??= createProtocol(core);
    }
    if (started) protocol.start();
    return protocol;
  };

  const actor = createActor(
    createAuthMachine(
      // A service waits for the protocol, and once that is loaded for nothing.
      createActors(async (name, input, signal) =>
        (protocol ?? (await load())).services[name](input, signal),
      ),
      // The cleaners' own bounds come first: they can tell which one was late.
      { ...timeouts, cleanupTimeout: timeouts.cleanupTimeout + 1_000 },
    ),
    { id: 'auth', clock, ...(inspect && { inspect }) },
  );

  const core: Core = {
    options,
    environment,
    timeouts,
    tombstonesKey,
    notices,
    actor,
    cleaners: new Set(),
    guards: new Set(),
  };

  let view = toAuthView(actor.getSnapshot());
  const listeners = new Set<Parameters<Auth['subscribe']>[0]>();
  actor.subscribe((snapshot) => {
    const next = toAuthView(snapshot);
    if (isSameView(view, next)) return;
    view = next;
    notifyAll(listeners, view, reportError);
  });
  actor.on('*', notices.emit);

  let started = false;
  let disposing = false;

  function start() {
    disposing = false;
    if (started) return;
    started = true;
    actor.start();
    load().catch(() => {});
  }

  function stop() {
    if (!disposing) return;
    started = false;
    protocol?.stop();
  }

  const { logout, pending } = createLogout(core, load);
  const register = <T>(set: Set<T>, item: T) => {
    set.add(item);
    return () => void set.delete(item);
  };
  const verb = () => {
    start();
    return load();
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
    logout() {
      start();
      // Nobody is signed in before the protocol has loaded: then it is whoever is on disk.
      if (!protocol) signOutUnread(tombstonesKey, environment.localStorage);
      return logout('session');
    },
    async logoutEverywhere() {
      start();
      (protocol ?? (await load())).checkReachesEverywhere();
      await logout('everywhere');
    },
    getSessionTokens: async () => (await verb()).readTokens(),
    addCleaner: (name, run) => register(core.cleaners, { name, run }),
    addLogoutGuard: (run, name = run.name || 'guard') => register(core.guards, { name, run }),
    getPendingRevocations: async () => (await verb()).pendingRevocations(),
  };
}
