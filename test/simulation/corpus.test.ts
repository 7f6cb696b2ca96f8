import { availableParallelism } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleWorker } from '../../scripts/simulation/bundle.js';
import { playSeeds, runSeeds } from '../../scripts/simulation/run-seeds.js';
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
const played = new Tally();
let worker = '';

beforeAll(async () => {
  worker = await bundleWorker('corpus');
});

async function play(from: number, count: number): Promise<Tally> {
  const started = performance.now();
  const tally = new Tally();
  await playSeeds({
    worker,
    from,
    count,
    untilFailure: false,
    processes: availableParallelism(),
    onResult: (result) => tally.add(result),
  });
  console.log(`from ${from}\n${tally.summarize((performance.now() - started) / 1_000)}`);
  return tally;
}

describe(`the shipped engine keeps its ${Object.keys(invariants).length} promises`, () => {
  it.each([1, 501, 1001, 1501])('in 500 worlds from seed %i on', async (from) => {
    const tally = await play(from, RANGE);
    expect(tally.seeds).toBe(RANGE);
    expect(tally.describeFailures()).toBe(null);
    played.addAll(tally);
  });

  it('has seen every action and every fault, and crashes by the hundred', () => {
    const { actions, faults, crashes, mostTabs } = played;
    expect([...actionNames, ...reactionNames].filter((name) => !actions[name])).toEqual([]);
    expect(faultKinds.filter((kind) => !faults[kind])).toEqual([]);
    expect(usualEdges.filter((edge) => !faults[faultOf[edge]])).toEqual([]);
    expect(crashes).toBeGreaterThan(500);
    expect(mostTabs).toBeGreaterThan(3);
  });

  it(`in 500 worlds of today: npm run simulate -- --from ${today} --seeds ${RANGE}`, async () => {
    const tally = await play(today, RANGE);
    expect(tally.seeds).toBe(RANGE);
    expect(tally.describeFailures()).toBe(null);
  });

  it.each(failedSeeds)(
    'in the world of seed $seed, where once $was',
    async ({ seed, edges = [] }) => {
      const job = { worker, from: seed, count: 1, edges, untilFailure: false };
      const [result] = await runSeeds(job);
      expect(result?.violation).toBe(null);
    },
  );
});

describe('a bundled world', () => {
  const run = (bundle: string, processes: number) =>
    runSeeds({ worker: bundle, from: 1, count: 60, untilFailure: false, processes });
  const traces = (results: readonly SimulationResult[]) =>
    results
      .toSorted((a, b) => a.seed - b.seed)
      .map(({ seed, trace, stats }) => `${seed} ${trace} ${stats.tasks}`);

  it('plays the same seed the same way, in whichever process and order', async () => {
    const [alone, shared] = [await run(worker, 1), await run(worker, 3)];
    expect(new Set(traces(alone)).size).toBe(60);
    expect(traces(shared)).toEqual(traces(alone));
  });

  it('plays it as one without shortcuts does', async () => {
    const plain = await bundleWorker('plain', { fast: false });
    expect(traces(await run(worker, 2))).toEqual(traces(await run(plain, 2)));
  });
});
