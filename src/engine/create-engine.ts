import { createActor } from 'xstate';
import { createActors, delays } from '../machines/actors.js';
import { createAuthMachine } from '../machines/auth-machine.js';
import { isSameView, toAuthView } from '../machines/view.js';
import { namesFor } from '../services/names.js';
import { readAhead } from '../services/read-ahead.js';
import { signOutUnread } from '../services/sign-out-unread.js';
import { startEnvironment } from '../services/start-environment.js';
import type { Auth } from './auth.js';
import { keyProblem } from './key-problem.js';
import type { Core } from './core.js';
import { loadProtocol } from './load-protocol.js';
import { createNotices, notifyAll, register } from './notices.js';
import type { AuthOptions } from './options.js';
import type { Protocol } from './protocol/index.js';

type LateVerbs = Pick<
  Auth,
  'sendCode' | 'signIn' | 'logoutEverywhere' | 'getSessionTokens' | 'getPendingRevocations'
>;

/** The engine, its options unchecked but for the key: what is not needed at the start loads after it. */
export function createEngine(options: AuthOptions): Auth {
  const { publishableKey, inspect } = options;
  const problem = keyProblem(publishableKey);
  if (problem) throw new TypeError(problem);
  const environment = { ...startEnvironment(), ...options.environment };
  const { clock, reportError } = environment;
  const timeouts = { ...delays, ...options.timeouts };
  const names = namesFor(publishableKey);
  const ahead = readAhead(environment, names.database).catch(() => undefined);
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
    names,
    createdAt: clock.now(),
    ahead,
    notices,
    actor,
    toView: toAuthView,
    show,
    cleaners: new Set(),
    guards: new Set(),
  };

  let view = toAuthView(actor.getSnapshot());
  const listeners = new Set<Parameters<Auth['subscribe']>[0]>();
  function show() {
    const next = core.toView(actor.getSnapshot());
    if (isSameView(view, next)) return;
    view = next;
    notifyAll(listeners, view, reportError);
  }
  actor.subscribe(show);
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

  // On a server nothing is loaded, and on a page it is ready by the time of the start.
  if (typeof window !== 'undefined') load().catch(() => {});
  /** A verb of the protocol: it starts the engine, and waits until it is there. */
  const late =
    <Name extends keyof LateVerbs>(name: Name) =>
    async (...input: Parameters<LateVerbs[Name]>) => {
      start();
      return ((protocol ?? (await load()))[name] as (...input: unknown[]) => never)(...input);
    };

  return {
    publishableKey,
    actor,
    start,
    dispose() {
      disposing = true;
      const busy = protocol?.openLogout();
      if (busy) void busy.then(stop, stop);
      else stop();
    },
    getView: () => view,
    subscribe: (listener) => register(listeners, listener),
    on: notices.on,
    sendCode: late('sendCode'),
    signIn: late('signIn'),
    logout() {
      start();
      if (protocol) return protocol.logout('session');
      // Nobody is signed in before the protocol has loaded: then it is whoever is on disk.
      signOutUnread(names.tombstones, environment);
      actor.send({ type: 'LOGOUT', scope: 'session', guarded: false });
      const result = load().then(({ latestLogout }) => latestLogout());
      result.catch(() => {});
      return result;
    },
    logoutEverywhere: late('logoutEverywhere'),
    getSessionTokens: late('getSessionTokens'),
    addCleaner: (name, run) => register(core.cleaners, { name, run }),
    addLogoutGuard: (run, name = run.name || 'guard') => register(core.guards, { name, run }),
    getPendingRevocations: late('getPendingRevocations'),
  };
}
