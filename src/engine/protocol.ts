import type { RunService, Services } from '../machines/services.js';
import { watchCalls } from './reach/backend-calls.js';
import { completeEnvironment } from '../services/browser-environment.js';
import { clampedClock } from '../services/clamped-clock.js';
import { StorageError } from '../services/disk.js';
import type { Environment } from '../services/environment.js';
import { monotonicClock } from '../services/monotonic-clock.js';
import type { Names } from '../services/names.js';
import { createOutbox } from '../services/outbox.js';
import type { ReadAhead } from '../services/read-ahead.js';
import { readSession, type StoredSession } from '../services/read-session.js';
import type { StartEnvironment } from '../services/start-environment.js';
import { createTombstoneCookies } from '../services/tombstone-cookies.js';
import { createTombstones } from '../services/tombstones.js';
import { createTurn } from '../services/turn.js';
import { type Attempts, createAttempts } from './arriving/attempts.js';
import { type Current, createCurrent } from './arriving/current.js';
import { commitSession } from './arriving/commit.js';
import { createFirstLook, type FirstLook } from './arriving/first-look.js';
import { type Judge, type Judged, judgeStored } from './arriving/judge-stored.js';
import { reconcile } from './arriving/reconcile.js';
import { refreshSession } from './arriving/refresh.js';
import { createRefreshes, type Refreshes } from './arriving/refreshes.js';
import { restoreSession } from './arriving/restore.js';
import { sendCode, signIn, signInWith, watchSignIns } from './arriving/sign-in.js';
import { verifySignIn } from './arriving/verify.js';
import type { Auth } from './auth.js';
import type { Chart } from './chart.js';
import { admit, chooseBackend } from './choose-backend.js';
import { createDevice, type Device } from './device.js';
import type { Engine, Hooks, Timeouts } from './engine.js';
import { askLogoutGuards } from './leaving/ask.js';
import { runCleaners } from './leaving/clean.js';
import { type CleanRemains, createCleanRemains } from './leaving/clean-remains.js';
import { clearDevice } from './leaving/clear.js';
import { createDepartures } from './leaving/departures.js';
import { createLogoutPromise, logout, logoutEverywhere } from './leaving/logout.js';
import { revokeSession } from './leaving/revoke.js';
import { createHearing, hearAnswer, type Hearing } from './listening/hearing.js';
import { createOutboxRunner } from './listening/outbox-runner.js';
import { listPending } from './listening/list-pending.js';
import { createRecheck, recheckNow } from './listening/recheck.js';
import { createRevalidation } from './listening/revalidation.js';
import { createForgetting, type Forgetting } from './remembering/forgetting.js';
import type { Notices } from './notices.js';
import { createIdleLimit, idleLimitsOf } from './idling/idle-limit.js';
import { judgeIdle } from './idling/judge-idle.js';
import { usingVerbs } from './idling/using-verbs.js';
import type { AuthOptions } from './options.js';
import { untilReady } from './until-ready.js';
import { reportFault } from './report-fault.js';
import { createShownChart } from './shown-chart.js';
import { until } from './until.js';

export { isNewUser } from './arriving/new-user.js';

/** What there is of the engine at its start: the statechart, and nothing secret but what was read ahead. */
export interface Beginning {
  readonly options: AuthOptions;
  readonly environment: StartEnvironment & Partial<Environment>;
  readonly timeouts: Timeouts;
  readonly names: Names;
  readonly hooks: Hooks;
  readonly chart: Chart;
  readonly notices: Notices;
  readonly readAhead: ReadAhead;
}

/** The verbs that need the protocol. */
export type LateVerbs = Pick<
  Auth,
  | 'sendCode'
  | 'signIn'
  | 'signInWith'
  | 'logout'
  | 'logoutEverywhere'
  | 'getSessionTokens'
  | 'check'
  | 'recheck'
  | 'ready'
  | 'fetch'
  | 'stayActive'
  | 'getPendingRevocations'
>;

/** Everything that the first render does not need. */
export interface Protocol extends LateVerbs {
  /** Runs a service of the machine. */
  readonly run: RunService;
  /** The promise of the logout that was asked for before this was loaded. */
  currentLogout(): Promise<void>;
  /** The logout under way, if there is one. */
  openLogout(): Promise<void> | undefined;
  /** Cleans up, next, after a session whose end was before this cleaner's registration. */
  clean(): void;
  start(): void;
  stop(): void;
}

/** Joins the functions of `arriving`, `leaving` and `listening` into the verbs and the services. */
export function createProtocol(beginning: Beginning): Protocol {
  const { options, names } = beginning;
  const complete = completeEnvironment(beginning.environment);
  const clock = monotonicClock(clampedClock(complete.clock), options.environment?.clock);
  const environment = { ...complete, clock };
  const { engine, firstLook } = createEngine(beginning, environment);
  const { chart, device, outbox } = engine;
  const turns = createTurns(names, environment);
  const runner = createOutboxRunner(engine, turns.outbox, options.inspect);
  const refreshes = createRefreshes(engine, turns.refresh);
  const recheck = createRecheck(engine, runner, refreshes);
  const revalidation = createRevalidation(engine, refreshes, environment.page);
  const limits = idleLimitsOf(options);
  const idle = limits && createIdleLimit(engine, limits, environment.page, options.inspect);
  const listeners = { recheck, revalidation, refreshes, idle };
  const hearing = createHearing(engine, environment.page, runner, listeners);
  const attempts = createAttempts();
  watchSignIns(engine, attempts);
  const promise = createLogoutPromise(engine);
  const cleanRemains = createCleanRemains(engine);
  const current = createCurrent(engine, attempts, { environment, options, turn: turns.current });
  void until(chart, (snapshot) => !snapshot.matches('initializing')).then(() => firstLook.forget());
  const forgetting = createForgetting(engine, environment, names);
  const lives = [hearing, revalidation, current, ...(idle ? [idle] : [])];
  const idleJudge = judgeIdle(device, limits);
  const shared = { attempts, current, refreshes, cleanRemains, forgetting, idleJudge, options };
  const services = createServices(engine, shared, () =>
    judgeStored(device, [idleJudge, forgetting.judge], look(device, firstLook, hearing)),
  );
  return {
    run: (name, input, signal) => services[name](input, signal),
    sendCode: (input) => sendCode(engine, input),
    signIn: (input) => signIn(engine, attempts, input),
    signInWith: (run, ...rest) => signInWith(engine, attempts, admit(options, run), ...rest),
    logout() {
      current.leave();
      return logout(engine, promise, 'session');
    },
    logoutEverywhere: () => logoutEverywhere(engine, promise),
    ...usingVerbs(engine, refreshes, environment.fetch, idle),
    ready: () => untilReady(chart),
    recheck: () => recheckNow(chart, recheck, { revalidation, current }),
    getPendingRevocations: () => listPending(outbox),
    currentLogout: () => promise.latest(),
    openLogout: () => promise.open(),
    clean: () =>
      queueMicrotask(() => {
        if (chart.getView().ready) void cleanRemains(engine.timeouts.cleanupTimeout);
      }),
    start() {
      for (const life of lives) life.start();
      // A start that did not ask the disk did not wait for these either.
      if (chart.getView().ready) void cleanRemains(engine.timeouts.cleanupTimeout);
    },
    stop() {
      for (const life of [recheck, runner, forgetting, ...lives]) life.stop();
      device.disk.close();
    },
  };
}

/** What one tab at a time does. */
function createTurns({ database }: Names, { locks }: Environment) {
  const turnFor = (what: string) => createTurn(`${database}:${what}`, locks);
  return { outbox: turnFor('outbox'), refresh: turnFor('refresh'), current: turnFor('current') };
}

/** What the services share beside the nouns. */
interface Shared {
  readonly options: AuthOptions;
  readonly attempts: Attempts;
  readonly current: Current;
  readonly refreshes: Refreshes;
  readonly cleanRemains: CleanRemains;
  readonly forgetting: Pick<Forgetting, 'admit'>;
  readonly idleJudge: Judge;
}

/** The services of the machine. */
function createServices(
  engine: Engine,
  { attempts, current, options, forgetting, ...restoring }: Shared,
  look: () => Promise<Judged>,
): Services {
  const { refreshes, cleanRemains } = restoring;
  return {
    async restoreSession(_, signal) {
      const restored = await restoreSession(engine, restoring, look(), signal);
      if (!restored.session) await current.find(signal);
      return reconcile(engine, options.initialState, restored);
    },
    verifySignIn: ({ attempt }, signal) => verifySignIn(engine, attempts, attempt, signal),
    async commitSession({ generation }) {
      await forgetting.admit(generation, attempts.get(generation)?.remember);
      return commitSession(engine, attempts, cleanRemains, generation);
    },
    refreshSession: ({ generation }, signal) =>
      refreshSession(engine, refreshes, generation, signal),
    askLogoutGuards: (_, signal) => askLogoutGuards(engine.hooks, signal),
    clearDevice: (input, signal) => clearDevice(engine, input, signal),
    revokeSession: (input, signal) => revokeSession(engine, current, input, signal),
    runCleaners: () => runCleaners(engine),
  };
}

/** Puts the nouns together. */
function createEngine(
  { options, timeouts, hooks, notices, names, readAhead, ...beginning }: Beginning,
  environment: Environment,
): { engine: Engine; firstLook: FirstLook } {
  const { clock, crypto } = environment;
  const backend = watchCalls(chooseBackend(options, environment));
  const tombstones = createTombstones(
    names,
    environment.localStorage,
    createTombstoneCookies(environment.cookies),
  );
  const named = options.initialState?.sessionId ?? undefined;
  const chart = createShownChart(
    beginning.chart,
    named,
    () => tombstones.find('', named) !== undefined,
  );
  const firstLook = createFirstLook(readAhead, clock, timeouts.restoreTimeout / 4);
  const device = createDevice({
    environment,
    names,
    tombstones,
    openTimeout: timeouts.restoreTimeout / 2,
    ahead: firstLook.settled,
    onDegrade(error) {
      reportFault(notices, 'open', error);
      chart.actor.send({ type: 'STORAGE_CHANGED', storage: 'memory' });
    },
  });
  if (environment.indexedDB && !crypto?.subtle)
    reportFault(notices, 'open', new StorageError(crypto ? 'insecure_context' : 'unavailable'));
  const departures = createDepartures();
  const outbox = createOutbox({
    disk: device.disk,
    backend,
    clock,
    crypto,
    sender: device.tabs.self,
    timeout: timeouts.revokeTimeout,
    onSettled({ generation, scope = 'session' }, result) {
      const message = { type: 'revocationSettled', generation, scope, result } as const;
      device.tabs.tell(message);
      hearAnswer({ chart, device, departures, notices }, message);
    },
  });
  return {
    engine: { device, chart, departures, outbox, backend, hooks, notices, timeouts },
    firstLook,
  };
}

/** What is on the disk: the first time as it was read ahead, where that can be relied on. */
async function look(
  { disk, clock, tombstones }: Device,
  firstLook: FirstLook,
  hearing: Hearing,
): Promise<StoredSession> {
  const ahead = disk.storage === 'indexeddb' ? await firstLook.take(clock, tombstones) : undefined;
  if (ahead) return ahead;
  hearing.listen();
  return readSession(disk);
}
