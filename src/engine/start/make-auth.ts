import { createActors } from '../../machines/actors.js';
import { createAuthMachine } from '../../machines/auth-machine.js';
import { delays } from '../../machines/delays.js';
import { namesFor } from '../../services/names.js';
import { readAhead } from '../../services/read-ahead.js';
import { startEnvironment } from '../../services/start-environment.js';
import { isVacant } from '../../services/vacancy.js';
import type { Auth } from '../auth.js';
import { createChart } from '../chart.js';
import type { Hooks } from '../engine.js';
import { createNotices, register } from '../notices.js';
import type { AuthOptions } from '../options.js';
import { firstView, initializing } from './first-view.js';
import { guardInspect } from './guard-inspect.js';
import { createLateProtocol } from './late-protocol.js';
import { createLateVerbs } from './late-verbs.js';
import { createLife } from './life.js';
import { loadProtocol } from './load-protocol.js';
import { checkPublishableKey } from './publishable-key.js';
import { signOutUnread } from './sign-out-unread.js';

/** Makes the engine, its options unchecked but for the key: what is not needed at the start loads after it. */
export function makeAuth(options: AuthOptions): Auth {
  const { publishableKey, initialState } = options;
  checkPublishableKey(publishableKey);
  const environment = { ...startEnvironment(), ...options.environment };
  const { clock, reportError } = environment;
  const observed = guardInspect(options, reportError);
  const timeouts = { ...delays, ...options.timeouts };
  const names = namesFor(publishableKey);
  // To make the statechart takes a page a moment, in which its browser opens the database, and fetches the rest.
  const readingAhead = { at: clock.now(), read: readAhead(environment, names) };
  if (globalThis.window) loadProtocol().catch(() => {});
  const notices = createNotices(reportError);
  const first = initialState ? firstView(publishableKey, initialState, environment) : initializing;
  const hooks: Hooks = { cleaners: new Set(), guards: new Set() };
  const late = createLateProtocol(clock, () => !initialState?.user && isVacant(names, environment));
  const chart = createChart(
    // The cleaners' own bounds come first: they can tell which one was late.
    createAuthMachine(createActors(late.run), {
      ...timeouts,
      cleanupTimeout: timeouts.cleanupTimeout + 1_000,
    }),
    { clock, reportError, initial: first, ...observed },
  );
  chart.actor.on('*', notices.emit);
  late.begin({
    options: { ...options, ...observed },
    environment,
    timeouts,
    names,
    hooks,
    chart,
    notices,
    readAhead: readingAhead,
  });
  const life = createLife(late, chart, environment);
  const auth: Auth = {
    publishableKey,
    initialState,
    actor: chart.actor,
    getView: chart.getView,
    subscribe: chart.subscribe,
    get signal() {
      return chart.signal();
    },
    on: notices.on,
    ...life,
    ...createLateVerbs(late, life, () => {
      // Nobody is signed in before the protocol has loaded: then it is whoever is on disk.
      signOutUnread(names, environment);
      chart.actor.send({ type: 'LOGOUT', scope: 'session', guarded: false });
    }),
    addCleaner(name, run) {
      late.current?.clean();
      const remove = register(hooks.cleaners, { name, run });
      return run.attach?.(auth, remove) ?? remove;
    },
    addLogoutGuard: (run, name = run.name || 'guard') => register(hooks.guards, { name, run }),
  };
  return auth;
}
