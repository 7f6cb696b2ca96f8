import { createAuth as shippedCreateAuth } from '../../engine/index.js';
import { catchUnhandled } from './invariants/catch-unhandled.js';
import { checkEnd, checkSettled, checkViews, isSettled } from './invariants/check-end.js';
import type { EndOptions } from './invariants/check-end.js';
import { FirstViolation } from './invariants/first-violation.js';
import { DiskWatch } from './invariants/watch-disk.js';
import { IdleWatch } from './invariants/watch-idle.js';
import { LastTabWatch } from './invariants/watch-last-tab.js';
import { NetworkWatch } from './invariants/watch-network.js';
import { PaceWatch } from './invariants/watch-pace.js';
import { ReachWatch } from './invariants/watch-reach.js';
import { RefreshWatch } from './invariants/watch-refreshes.js';
import { checkSecrets } from './invariants/watch-secrets.js';
import { ViewWatch } from './invariants/watch-views.js';
import { watchVisitors } from './invariants/watch-visitors.js';
import { watchWorld } from './invariants/watch-world.js';
import type { Director } from './scenario/director.js';
import type { Edge } from './scenario/edges.js';
import { Ledger } from './scenario/ledger.js';
import { playScenario } from './scenario/play-scenario.js';
import { drawProfile } from './scenario/profile.js';
import type { Profile } from './scenario/profile.js';
import { Promises } from './scenario/promises.js';
import { Soundness } from './scenario/soundness.js';
import type { CreateAuth } from './scenario/visitor.js';
import type { SimulationResult } from './result.js';
import { direct } from './story/direct.js';
import { storyProfile } from './story/story-profile.js';
import type { Story } from './story/story.js';
import { TraceHash } from './trace.js';
import type { Trace } from './trace.js';
import { warmUp } from './warm-up.js';
import { createWorld } from './world/world.js';
import type { World } from './world/world.js';

/** What {@link simulate} takes. */
export interface SimulateOptions {
  /** The whole course of events follows from it: an integer. */
  readonly seed: number;
  /** Replaces parts of the profile that the seed stands for: the most tabs, the steps, the faults. */
  readonly profile?: Partial<Profile>;
  /** What happens at the edges of its world. Default: what every seed may meet. */
  readonly edges?: readonly Edge[];
  /** What happens, in place of what the seed would draw: see `readStory`. The seed draws the rest. */
  readonly story?: Story;
  /** Whether it is looked for what is still held in the end, which takes time. Default: every 256 seeds. */
  readonly collects?: boolean;
  /** The engine to try. Default: the shipped `createAuth`. */
  readonly createAuth?: CreateAuth;
  /** Sees every step: for replays. */
  readonly onTrace?: (line: string) => void;
}

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
  const { seed, onTrace } = options;
  await warmUp();
  const drawn = drawProfile(seed, options.edges);
  const profile = {
    ...(options.story ? storyProfile(options.story, seed, drawn) : drawn),
    ...options.profile,
  };
  const hash = new TraceHash();
  const trace: Trace = onTrace ? (line) => onTrace(line()) : () => {};
  trace(() => JSON.stringify(profile));
  const world = makeWorld(options, profile, hash, trace);
  const first = new FirstViolation(world.scheduler);
  const counts = await playWorld(options, { world, profile, first, trace });
  return {
    seed,
    ok: first.found === null,
    violation: first.found,
    trace: hash.digest(),
    stats: {
      tasks: world.scheduler.count,
      crashes: world.tabs.filter(({ tab }) => tab.death === 'crashed').length,
      tabs: world.tabs.length,
      requests: world.network.requests.length,
      elapsed: world.scheduler.elapsed(),
      faults: world.faults.counts,
      actions: counts,
    },
  };
}

function makeWorld(
  { seed, onTrace }: SimulateOptions,
  { faults, missing, edges, server }: Profile,
  hash: TraceHash,
  trace: Trace,
): World {
  const world = createWorld({
    seed,
    faults,
    missing,
    broken: edges.broken,
    server: { ...server, rotating: edges.rotating },
    stacks: onTrace !== undefined,
    onTask: (label) => {
      hash.add(label);
      trace(() => `${String(world.scheduler.elapsed()).padStart(8)} ms  ${label}`);
    },
  });
  if (edges.clock) world.setClock(edges.clock.skew, true);
  world.stopsInSleep = edges.clock?.stopsInSleep ?? false;
  world.server.onRotated = () => world.faults.note('tokenRotated');
  return world;
}

/** What is played, and where it is noted. */
interface Play {
  readonly world: World;
  readonly profile: Profile;
  readonly first: FirstViolation;
  readonly trace: Trace;
}

/** Plays it to its end, or to the first violation. Returns how often each action was taken. */
async function playWorld(
  {
    seed,
    story,
    createAuth = shippedCreateAuth,
    collects = seed % COLLECTED === 0,
  }: SimulateOptions,
  { world, profile, first, trace }: Play,
): Promise<Director['counts']> {
  const { violate } = first;
  const ledger = new Ledger(world);
  const promises = new Promises(world, ledger, violate, trace);
  const views = new ViewWatch(world, ledger, violate);
  const disk = new DiskWatch(world, ledger, violate);
  const reach = new ReachWatch(world, violate);
  const { edges } = profile;
  const idle =
    edges.idle &&
    new IdleWatch(world, edges.idle, ledger.findings, () => director.visitors, violate);
  const lastTab =
    edges.forgetting > 0
      ? new LastTabWatch(world, profile, ledger, () => director.visitors, violate)
      : null;
  const pace = new PaceWatch(world.scheduler, violate);
  const soundness = new Soundness(world, profile, ledger);
  const refreshes = new RefreshWatch(
    world,
    () => director.visitors,
    soundness,
    ledger.findings,
    violate,
  );
  const react: Director['react'] = (...step) => director.react(...step);
  const inspects = seed % INSPECTED === 0;
  const watcher = watchVisitors({
    views,
    disk,
    refreshes,
    reach: edges.asking > 0 ? reach : null,
    idle,
    lastTab,
    react,
    violate,
    trace,
    inspects,
  });
  const parts = { world, profile, ledger, promises, createAuth, watcher, trace, reach };
  const director = direct(parts, story);
  const { visitors } = director;
  const network = new NetworkWatch(world, ledger, visitors, soundness, violate);
  // A story says so itself.
  if (!story)
    promises.isForgotten = () => edges.forgetting > 0 && world.random.below(100) < edges.forgetting;
  promises.onQueuedEverywhere = (visitor, email) => director.comeBack(visitor, email);
  world.server.onRevoked = (session, request) => network.onRevoked(session, request);
  world.server.onReused = (session, ...requests) => {
    refreshes.onReused(session, ...requests);
    ledger.damaged.add(session.id);
  };
  world.listener = watchWorld({
    world,
    director,
    ledger,
    views,
    disk,
    network,
    idle,
    refreshes,
    trace,
  });

  const tickets = profile.server.tickets ?? true;
  const ending = (): EndOptions => {
    const undisturbed = soundness.isUndisturbed();
    return { world, ledger, visitors, tickets, undisturbed, violate };
  };
  const finished = playScenario(world, director, {
    isSettled: () => isSettled(ending()),
    beforeLook() {
      checkSettled(ending());
      if (soundness.isUndisturbed() && ledger.wasAnnounced()) checkViews(ending());
    },
  });
  const stop = catchUnhandled(world.scheduler, violate);
  try {
    await world.run(() => {
      disk.check();
      network.check();
      idle?.check();
      reach.check();
      views.checkHearers(visitors);
      if (pace.check()) promises.checkBounds();
      return first.found !== null || finished();
    });
    if (first.found === null) checkEnd(ending());
    if (first.found === null && collects) await checkSecrets({ world, ledger, visitors, violate });
  } catch (error) {
    violate('no-unhandled-error', `Uncaught: ${String(error)}`);
  } finally {
    stop();
  }
  return director.counts;
}
