import { availableParallelism } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleWorker } from '../../scripts/simulation/bundle.js';
import { runSeeds } from '../../scripts/simulation/run-seeds.js';
import { countAll, describeFailures, summarize } from '../../scripts/simulation/summary.js';
import {
  actionNames,
  faultKinds,
  invariants,
  reactionNames,
} from '../../src/testing/simulation/index.js';
import type { SimulationResult } from '../../src/testing/simulation/index.js';

const RANGE = 500;
const played: SimulationResult[] = [];
let worker = '';

beforeAll(async () => {
  worker = await bundleWorker('corpus');
});

describe(`the shipped engine keeps its ${Object.keys(invariants).length} promises`, () => {
  it.each([1, 501, 1001, 1501])('in 500 worlds from seed %i on', async (from) => {
    const started = performance.now();
    const results = await runSeeds({
      worker,
      from,
      count: RANGE,
      untilFailure: false,
      processes: availableParallelism(),
    });
    console.log(summarize(results, (performance.now() - started) / 1_000));
    expect(results).toHaveLength(RANGE);
    expect(describeFailures(results)).toBe(null);
    played.push(...results);
  });

  it('has seen every action and every fault, and crashes by the hundred', () => {
    const stats = played.map((result) => result.stats);
    const actions = countAll(stats.map((each) => each.actions));
    const faults = countAll(stats.map((each) => each.faults));
    expect([...actionNames, ...reactionNames].filter((name) => !actions[name])).toEqual([]);
    expect(faultKinds.filter((kind) => !faults[kind])).toEqual([]);
    expect(stats.reduce((sum, { crashes }) => sum + crashes, 0)).toBeGreaterThan(500);
    expect(Math.max(...stats.map(({ tabs }) => tabs))).toBeGreaterThan(3);
  });
});

it('plays the same seed the same way, in whichever process and order', async () => {
  const run = (processes: number) =>
    runSeeds({ worker, from: 1, count: 60, untilFailure: false, processes });
  const traces = (results: readonly SimulationResult[]) =>
    new Map(results.map(({ seed, trace, stats }) => [seed, `${trace} ${stats.tasks}`]));
  const [alone, shared] = [await run(1), await run(3)];
  const first = traces(alone);
  expect(new Set(first.values()).size).toBe(60);
  for (const [seed, trace] of traces(shared))
    expect(`${seed} ${trace}`).toBe(`${seed} ${first.get(seed)}`);
});
