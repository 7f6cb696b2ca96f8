import { createRandom } from '../world/random.js';
import type { Random } from '../world/random.js';
import { faultKinds, storageFaults } from '../world/faults.js';
import type { FaultKind, FaultPlan } from '../world/faults.js';
import type { ServerOptions } from '../world/simulated-server.js';
import { platformParts } from '../world/world.js';
import type { PlatformPart } from '../world/world.js';
import { drawEdges } from './edges.js';
import type { Edge, EdgePlan } from './edges.js';
import { actionNames } from './actions.js';
import type { ActionName } from './actions.js';

/** What kind of world a seed stands for. */
export interface Profile {
  /** The most tabs that are open at a time. */
  readonly tabs: number;
  /** How many actions are taken before the quiet period. */
  readonly steps: number;
  readonly faults: FaultPlan;
  readonly missing: readonly PlatformPart[];
  readonly server: ServerOptions;
  readonly weights: Readonly<Record<ActionName, number>>;
  /** The probability that a tab registers a logout guard. */
  readonly guards: number;
  /** The probability that a tab registers cleaners. */
  readonly cleaners: number;
  /** What happens at the edges of the world. */
  readonly edges: EdgePlan;
}

const usual: Readonly<Record<ActionName, number>> = {
  openTab: 6,
  closeTab: 2,
  crashTab: 3,
  crashTabSoon: 5,
  freezeTab: 2,
  thawTab: 3,
  cacheTab: 2,
  uncacheTab: 3,
  lookAtTab: 3,
  signIn: 14,
  signInAgain: 4,
  signInOnAnotherDevice: 5,
  logout: 10,
  logoutSoonAfterSignIn: 3,
  logoutTwice: 2,
  logoutInAllTabs: 4,
  logoutWhileOpening: 3,
  logoutEverywhere: 3,
  readTokens: 6,
  letJwtAge: 3,
  letSessionExpire: 1,
  wait: 5,
  goOffline: 2,
  goOnline: 3,
  loseConnections: 1,
  corruptRecord: 1,
  revokeElsewhere: 1,
};

const networkKinds = faultKinds.filter((kind) => !storageFaults.includes(kind));
const storageKinds = faultKinds.filter((kind) => storageFaults.includes(kind));

/**
 * Draws a profile. A quarter of the worlds is without faults, so that nothing hides what concurrency
 * and crashes alone bring out; in the others some kinds of fault happen, often, and the rest never.
 */
export function drawProfile(seed: number, edges?: readonly Edge[]): Profile {
  const random = createRandom(seed ^ 0x165667b1);
  const weather = random.next();
  const faults: Partial<Record<FaultKind, number>> = {};
  if (weather > 0.25) sprinkle(random, faults, networkKinds);
  if (weather > 0.55) sprinkle(random, faults, storageKinds);
  const tabs = random.between(1, 4);
  const steps = random.between(8, 40);
  const plan = drawEdges(seed, edges, steps);
  if (plan.strangers > 0) faults.strangerAnswers = plan.strangers;
  return {
    tabs,
    steps,
    edges: plan,
    faults,
    missing: random.chance(0.25) ? platformParts.filter(() => random.chance(0.3)) : [],
    server: {
      tickets: !random.chance(0.07),
      jwtLifetime: random.pick([35_000, 60_000, 300_000]),
      sessionLifetime: lifetimeFor(random.next()),
      cookie: createRandom(seed ^ 0x2545f491).chance(0.3),
    },
    weights: weigh(random),
    guards: random.chance(0.2) ? 0.6 : 0,
    cleaners: random.chance(0.3) ? 0.6 : 0,
  };
}

const HOUR = 3_600_000;

/** Most sessions live for an hour, some for two minutes, and some for longer than a timer can wait. */
function lifetimeFor(luck: number): number {
  if (luck < 0.15) return 120_000;
  return luck < 0.85 ? HOUR : 45 * 24 * HOUR;
}

function sprinkle(
  random: Random,
  faults: Partial<Record<FaultKind, number>>,
  kinds: readonly FaultKind[],
): void {
  for (const kind of kinds)
    if (random.chance(0.25)) faults[kind] = random.pick([0.02, 0.05, 0.1, 0.3]);
}

function weigh(random: Random): Record<ActionName, number> {
  const weights = { ...usual };
  for (const name of actionNames) weights[name] *= random.pick([0, 1, 1, 1, 3]);
  weights.signIn ||= usual.signIn;
  return weights;
}
