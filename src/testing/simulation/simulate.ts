import { createAuth as shippedCreateAuth } from '../../engine/index.js';
import { checkEnd, checkSettled, checkViews, isSettled } from './invariants/check-end.js';
import type { EndOptions } from './invariants/check-end.js';
import { InspectionWatch } from './invariants/watch-inspection.js';
import type { InvariantId, Violation } from './invariants/violation.js';
import { DiskWatch } from './invariants/watch-disk.js';
import { NetworkWatch } from './invariants/watch-network.js';
import { checkSecrets } from './invariants/watch-secrets.js';
import { ViewWatch } from './invariants/watch-views.js';
import type { ActionName, ReactionName } from './scenario/actions.js';
import { Director } from './scenario/director.js';
import type { Edge } from './scenario/edges.js';
import { Ledger } from './scenario/ledger.js';
import { drawProfile } from './scenario/profile.js';
import type { Profile } from './scenario/profile.js';
import { Promises } from './scenario/promises.js';
import type { CreateAuth } from './scenario/visitor.js';
import { TraceHash } from './trace.js';
import type { Trace } from './trace.js';
import { warmUp } from './warm-up.js';
import { partOf } from './world/broken-parts.js';
import { storageFaults } from './world/faults.js';
import type { FaultKind } from './world/faults.js';
import { createWorld } from './world/world.js';
import type { PlatformPart, World } from './world/world.js';

/** What {@link simulate} takes. */
export interface SimulateOptions {
  /** The whole course of events follows from it: an integer. */
  readonly seed: number;
  /** Replaces parts of the profile that the seed stands for: the most tabs, the steps, the faults. */
  readonly profile?: Partial<Profile>;
  /** What happens at the edges of its world. Default: what every seed may meet. */
  readonly edges?: readonly Edge[];
  /** The engine to try. Default: the shipped `createAuth`. */
  readonly createAuth?: CreateAuth;
  /** Sees every step: for replays. */
  readonly onTrace?: (line: string) => void;
}

/** How much happened. */
export interface SimulationStats {
  readonly tasks: number;
  readonly crashes: number;
  readonly tabs: number;
  readonly requests: number;
  /** ms of virtual time. */
  readonly elapsed: number;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  readonly actions: Readonly<Partial<Record<ActionName | ReactionName, number>>>;
}

/** What {@link simulate} found. */
export interface SimulationResult {
  readonly seed: number;
  readonly ok: boolean;
  /** The first invariant that did not hold. */
  readonly violation: Violation | null;
  /** The same seed gives the same trace: a hash of it. */
  readonly trace: string;
  readonly stats: SimulationStats;
}

const MOST_TASKS = 150_000;
/** Tasks that may happen in one ms of virtual time. */
const MOST_TASKS_AT_ONCE = 10_000;
/** How long the world is left alone before the last checks, at most: ms of virtual time. */
const QUIET = 12 * 60_000;
const QUIET_STEP = 30_000;
/** Every so many seeds, every inspection event is searched too. */
const INSPECTED = 8;
/** Every so many seeds, what is still held in the end is looked for: that takes the time of twenty seeds. */
const COLLECTED = 256;

/**
 * Plays one scenario: a few tabs with the shipped engine in them, users who sign in and out, faults,
 * crashes, then a quiet period; and checks every invariant of {@link invariants} on the way.
 *
 * Only one simulation can run at a time in one thread: it owns `setImmediate` meanwhile.
 *
 * @example
 * ```ts
 * import { simulate } from '@moon-key/react-auth/testing/simulation'
 *
 * for (let seed = 1; seed <= 500; seed += 1) {
 *   const { ok, violation } = await simulate({ seed })
 *   if (!ok) throw new Error(`Seed ${seed}: ${violation?.invariant}: ${violation?.message}`)
 * }
 * ```
 */
export async function simulate(options: SimulateOptions): Promise<SimulationResult> {
  const { seed, createAuth = shippedCreateAuth, onTrace } = options;
  await warmUp();
  const profile = { ...drawProfile(seed, options.edges), ...options.profile };
  const hash = new TraceHash();
  const trace: Trace = onTrace ? (line) => onTrace(line()) : () => {};
  trace(() => JSON.stringify(profile));
  const world = createWorld({
    seed,
    faults: profile.faults,
    missing: profile.missing,
    broken: profile.edges.broken,
    server: profile.server,
    stacks: onTrace !== undefined,
    onTask: (label) => {
      hash.add(label);
      trace(() => `${String(world.scheduler.elapsed()).padStart(8)} ms  ${label}`);
    },
  });

  if (profile.edges.clock) world.setClock(profile.edges.clock.skew, true);

  let violation: Violation | null = null;
  const violate = (invariant: InvariantId, message: string): void => {
    violation ??= { invariant, message, at: world.scheduler.elapsed() };
  };

  const ledger = new Ledger(world);
  const promises = new Promises(world, ledger, violate, trace);
  const views = new ViewWatch(world, ledger, violate);
  const inspections = new InspectionWatch();
  const disk = new DiskWatch(world, ledger, violate);
  const director = new Director(
    world,
    profile,
    ledger,
    promises,
    createAuth,
    {
      onView: (visitor, view, previous) => {
        trace(
          () => `    ${visitor.name} shows ${describe(views.sessionIn(view)?.id, view.status)}`,
        );
        views.onView(visitor, view, previous);
      },
      onSnapshot: (visitor, snapshot) => {
        views.onSnapshot(visitor, snapshot);
        disk.onSnapshot(visitor, snapshot);
        director.react(visitor, snapshot);
      },
      onNotice: (visitor, notice) => {
        trace(() => `    ${visitor.name} ${JSON.stringify(notice)}`);
        if (notice.type === 'loggedOut') disk.onLoggedOut(visitor, notice.device);
      },
      onInspection:
        seed % INSPECTED === 0
          ? (event) => {
              if (inspections.holdSecret(event))
                violate('secrets-stay-in-the-vault', `An inspection event holds a secret.`);
            }
          : null,
    },
    trace,
  );

  promises.onQueuedEverywhere = (visitor, email) => director.comeBack(visitor, email);

  let crashes = 0;
  const lacks = (...parts: PlatformPart[]): boolean =>
    parts.some((part) => profile.missing.includes(part) || isBroken(part, profile)) ||
    profile.server.tickets === false;
  const isSound = (): boolean => storageFaults.every((kind) => !world.faults.counts[kind]);
  const canCoordinate = (): boolean => isSound() && !lacks('indexedDB', 'subtle');
  const undisturbed = (): boolean =>
    isSound() && !lacks('indexedDB', 'subtle', 'localStorage', 'channel');
  const network = new NetworkWatch(world, ledger, director.visitors, canCoordinate, violate);
  world.server.onRevoked = (session, request) => network.onRevoked(session, request);
  world.listener = {
    onMessage: (message, { name }) => {
      trace(() => `    ${name} tells ${JSON.stringify(message)}`);
      disk.onMessage(message);
    },
    onStorage: (key, value, { name }) => {
      trace(() => `    ${name} stores ${key} = ${value}`);
      disk.onStorage(key, value);
    },
    onRequest: (request) => {
      const { tab, path, body } = request;
      const proof = typeof body['ticket'] === 'string' ? body['ticket'].split('.')[1] : 'no';
      const session = world.server.namedBy(request)?.id ?? 'nobody';
      trace(() => `    ${tab.name} asks ${path} for ${session} with ${proof} ticket`);
      network.onRequest(request);
    },
    onAnswer: (request) => director.reactToAnswer(request),
    onCrash: (tab) => {
      crashes += 1;
      trace(() => `    ${tab.name} crashed`);
      views.onCrash(director.visitors.find(({ opened }) => opened.tab === tab));
    },
    onHeard: (data, tab) => {
      const text = typeof data === 'string' ? data : JSON.stringify(data);
      if (!text.includes('signedIn') && !text.includes('revocationSettled'))
        ledger.hear(
          tab,
          ({ generation, fenced, session }) =>
            generation !== null &&
            text.includes(generation) &&
            // Without a tombstone a tab that opens may still find the session on disk.
            (fenced || views.shownIn(tab, director.visitors) === session),
        );
    },
    onPageEvent: (type, tab) => {
      if (type === 'pageshow' || type === 'resume' || type === 'focus')
        ledger.hear(tab, ({ fenced, generation }) => fenced && ledger.isFenced(generation));
    },
  };

  const ending = (): EndOptions => ({
    world,
    ledger,
    visitors: director.visitors,
    tickets: profile.server.tickets ?? true,
    undisturbed: undisturbed() && ledger.damaged.size === 0,
    violate,
  });
  const finished = playScenario(world, director, profile, {
    isSettled: () => isSettled(ending()),
    beforeLook: () => {
      checkSettled(ending());
      if (ending().undisturbed && ledger.wasAnnounced()) checkViews(ending());
    },
  });
  const stop = catchUnhandled(world, violate);
  let checkedAt = -1;
  let countedAt = 0;
  try {
    await world.run(() => {
      disk.check();
      network.check();
      views.checkHearers(director.visitors);
      const { now, count } = world.scheduler;
      if (now !== checkedAt) {
        promises.checkBounds();
        countedAt = count;
      }
      checkedAt = now;
      if (count > MOST_TASKS)
        violate('no-livelock', `The world does not come to rest: ${MOST_TASKS} tasks.`);
      if (count - countedAt > MOST_TASKS_AT_ONCE)
        violate('no-livelock', `Time stands still: ${MOST_TASKS_AT_ONCE} tasks at once.`);
      return violation !== null || finished();
    });
    if (violation === null) checkEnd(ending());
    if (violation === null && seed % COLLECTED === 0)
      await checkSecrets({ world, ledger, visitors: director.visitors, violate });
  } catch (error) {
    violate('no-unhandled-error', `Uncaught: ${String(error)}`);
  } finally {
    stop();
  }

  return {
    seed,
    ok: violation === null,
    violation,
    trace: hash.digest(),
    stats: {
      tasks: world.scheduler.count,
      crashes,
      tabs: world.tabs.length,
      requests: world.network.requests.length,
      elapsed: world.scheduler.elapsed(),
      faults: world.faults.counts,
      actions: director.counts,
    },
  };
}

const isBroken = (part: PlatformPart, { edges: { broken } }: Profile): boolean =>
  broken.some((each) => partOf[each] === part);

const describe = (session: string | undefined, status: string): string =>
  session ? `${session} (${status})` : status;

/** Schedules the actions, then the quiet period. Returns whether it is over. */
function playScenario(
  world: World,
  director: Director,
  profile: Profile,
  hooks: { readonly isSettled: () => boolean; readonly beforeLook: () => void },
): () => boolean {
  const { scheduler } = world;
  let left = profile.steps;
  let over = false;
  let quietFor = 0;

  const rest = (): void => {
    quietFor += QUIET_STEP;
    if (quietFor >= QUIET || (hooks.isSettled() && quietFor > 2 * QUIET_STEP)) look();
    else scheduler.post({ label: 'quiet', delay: QUIET_STEP, run: rest });
  };
  const look = (): void => {
    hooks.beforeLook();
    for (const visitor of director.alive()) visitor.opened.page.post('focus');
    let patience = 10;
    const end = (): void => {
      patience -= 1;
      over = hooks.isSettled() || patience === 0;
      if (!over) scheduler.post({ label: 'the end', delay: QUIET_STEP, run: end });
    };
    scheduler.post({ label: 'the end', delay: QUIET_STEP, run: end });
  };
  const calm = (): void => {
    director.calm();
    scheduler.post({ label: 'quiet', delay: QUIET_STEP, run: rest });
  };
  const act = (): void => {
    left -= 1;
    const pause = director.step();
    scheduler.post({ label: 'user', delay: pause, run: left > 0 ? act : calm });
  };
  scheduler.post({
    label: 'user',
    run: () => {
      director.open();
      act();
    },
  });
  return () => over;
}

function catchUnhandled(world: World, violate: (id: InvariantId, message: string) => void) {
  const listener = (reason: unknown): void => {
    if (world.scheduler.current?.isAlive() ?? true)
      violate('no-unhandled-error', `Unhandled: ${String(reason)}`);
  };
  process.on('unhandledRejection', listener);
  return () => process.off('unhandledRejection', listener);
}
