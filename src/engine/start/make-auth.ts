import { createActors } from '../../machines/actors.js';
import { createAuthMachine } from '../../machines/auth-machine.js';
import { delays } from '../../machines/delays.js';
import { clampedClock } from '../../services/clamped-clock.js';
import { namesFor } from '../../services/names.js';
import { readAhead } from '../../services/read-ahead.js';
import { startEnvironment } from '../../services/start-environment.js';
import type { Auth } from '../auth.js';
import { createChart } from '../chart.js';
import type { Hooks } from '../engine.js';
import { createNotices, register } from '../notices.js';
import type { AuthOptions } from '../options.js';
import type { Protocol } from '../protocol.js';
import { guardInspect } from './guard-inspect.js';
import { createLateProtocol } from './late-protocol.js';
import { onceOnline } from './once-online.js';
import { checkPublishableKey } from './publishable-key.js';
import { signOutUnread } from './sign-out-unread.js';

/** Makes the engine, its options unchecked but for the key: what is not needed at the start loads after it. */
export function makeAuth(options: AuthOptions): Auth {
  const { publishableKey } = options;
  checkPublishableKey(publishableKey);
  const given = { ...startEnvironment(), ...options.environment };
  const clock = clampedClock(given.clock);
  const environment = { ...given, clock };
  const timeouts = { ...delays, ...options.timeouts };
  const inspect = options.inspect && guardInspect(options.inspect, environment.reportError);
  const names = namesFor(publishableKey);
  const notices = createNotices(environment.reportError);
  const hooks: Hooks = { cleaners: new Set(), guards: new Set() };
  const late = createLateProtocol(clock);
  const chart = createChart(
    createAuthMachine(createActors(late.run), {
      ...timeouts,
      // The cleaners' own bounds come first: they can tell which one was late.
      cleanupTimeout: timeouts.cleanupTimeout + 1_000,
    }),
    { clock, reportError: environment.reportError, ...(inspect && { inspect }) },
  );
  chart.actor.on('*', notices.emit);
  late.begin({
    options: inspect ? { ...options, inspect } : options,
    environment,
    timeouts,
    names,
    hooks,
    chart,
    notices,
    readAhead: { at: clock.now(), read: readAhead(environment, names.database) },
  });
  // On a server nothing is loaded, and on a page it is ready by the time of the start.
  if (typeof window !== 'undefined') late.load().catch(() => {});

  let isStarted = false;
  let isDisposing = false;

  function start() {
    isDisposing = false;
    if (isStarted) return;
    isStarted = true;
    chart.actor.start();
    begin();
  }

  /** Starts the protocol; one that cannot be loaded is asked for again when the network returns. */
  function begin() {
    if (!isStarted) return;
    if (late.current) late.current.start();
    else late.load().then(begin, () => onceOnline(environment, begin));
  }

  function stop() {
    if (!isDisposing) return;
    isStarted = false;
    late.current?.stop();
  }

  /** A verb of the protocol: it starts the engine, and waits until the protocol is there. */
  async function verb<T>(run: (verbs: Protocol['verbs']) => Promise<T>): Promise<T> {
    start();
    return run((late.current ?? (await late.load())).verbs);
  }

  return {
    publishableKey,
    actor: chart.actor,
    getView: chart.getView,
    subscribe: chart.subscribe,
    on: notices.on,
    start,
    dispose() {
      isDisposing = true;
      const busy = late.current?.openLogout();
      if (busy) void busy.then(stop, stop);
      else stop();
    },
    sendCode: (input) => verb(({ sendCode }) => sendCode(input)),
    signIn: (input) => verb(({ signIn }) => signIn(input)),
    logout() {
      start();
      if (late.current) return late.current.verbs.logout();
      // Nobody is signed in before the protocol has loaded: then it is whoever is on disk.
      signOutUnread(names, environment);
      chart.actor.send({ type: 'LOGOUT', scope: 'session', guarded: false });
      return quiet(late.load().then((protocol) => protocol.currentLogout()));
    },
    logoutEverywhere: () => quiet(verb(({ logoutEverywhere }) => logoutEverywhere())),
    getSessionTokens: () => quiet(verb(({ getSessionTokens }) => getSessionTokens())),
    getPendingRevocations: () =>
      quiet(verb(({ getPendingRevocations }) => getPendingRevocations())),
    addCleaner: (name, run) => register(hooks.cleaners, { name, run }),
    addLogoutGuard: (run, name = run.name || 'guard') => register(hooks.guards, { name, run }),
  };
}

/** A caller may ignore the promise: an event handler does. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
