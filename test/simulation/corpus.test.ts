import { availableParallelism } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleWorker } from '../../scripts/simulation/bundle.js';
import { playWorlds } from '../../scripts/simulation/run-seeds.js';
import { failedSeeds, firstSeedOf } from '../../scripts/simulation/seeds.js';
import { Tally } from '../../scripts/simulation/tally.js';
import {
  actionNames,
  faultKinds,
  faultOf,
  invariants,
  reactionNames,
  usualEdges,
} from '../../src/testing/simulation/index.js';
import type { SimulationResult } from '../../src/testing/simulation/index.js';

const RANGE = 500;
const today = firstSeedOf(new Date());
const ranges = [1, 501, 1001, 1501, today];
const seedsFrom = (from: number, count = RANGE) =>
  Array.from({ length: count }, (_, index) => ({ seed: from + index }));
const tallyOf = (results: readonly SimulationResult[]): Tally => {
  const tally = new Tally();
  for (const result of results) tally.add(result);
  return tally;
};

let worker = '';
let usual: SimulationResult[] = [];
let failedOnce: SimulationResult[] = [];

beforeAll(async () => {
  worker = await bundleWorker('corpus');
  const started = performance.now();
  const fixed = failedSeeds.map(({ seed, edges = [] }) => ({ seed, edges }));
  const worlds = [...ranges.flatMap((from) => seedsFrom(from)), ...fixed];
  const results = await playWorlds(worker, worlds, availableParallelism());
  console.log(tallyOf(results).summarize((performance.now() - started) / 1_000));
  usual = results.slice(0, -fixed.length);
  failedOnce = results.slice(-fixed.length);
}, 600_000);

describe(`the shipped engine keeps its ${Object.keys(invariants).length} promises`, () => {
  it.each(ranges)(`in ${RANGE} worlds: npm run simulate -- --seeds ${RANGE} --from %i`, (from) => {
    const at = ranges.indexOf(from) * RANGE;
    const results = usual.slice(at, at + RANGE);
    expect(results.map(({ seed }) => seed)).toEqual(seedsFrom(from).map(({ seed }) => seed));
    expect(tallyOf(results).describeFailures()).toBe(null);
  });

  it('has seen every action and every fault, and crashes by the hundred', () => {
    const { actions, faults, crashes, mostTabs } = tallyOf(usual.slice(0, -RANGE));
    expect([...actionNames, ...reactionNames].filter((name) => !actions[name])).toEqual([]);
    expect(faultKinds.filter((kind) => !faults[kind])).toEqual([]);
    expect(usualEdges.filter((edge) => !faults[faultOf[edge]])).toEqual([]);
    expect(crashes).toBeGreaterThan(500);
    expect(mostTabs).toBeGreaterThan(3);
  });

  it.each(failedSeeds.map((each, index) => ({ ...each, index })))(
    'in the world of seed $seed, where once $was',
    ({ seed, index }) => {
      expect(failedOnce[index]).toMatchObject({ seed, violation: null });
    },
  );
});

describe('a bundled world', () => {
  const first = seedsFrom(1, 60);
  const traces = (results: readonly SimulationResult[]) =>
    results
      .toSorted((a, b) => a.seed - b.seed)
      .map(({ seed, trace, stats }) => `${seed} ${trace} ${stats.tasks}`);

  it('plays the same seed the same way, in whichever process and order', async () => {
    const shared = traces(usual.slice(0, first.length));
    const backwards = await playWorlds(worker, first.toReversed());
    expect(new Set(shared).size).toBe(first.length);
    expect(traces(backwards)).toEqual(shared);
  });

  it('plays it as one without shortcuts does', async () => {
    const plain = await bundleWorker('plain', { fast: false });
    expect(traces(await playWorlds(plain, first))).toEqual(traces(usual.slice(0, first.length)));
  });
});
