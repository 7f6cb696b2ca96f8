import { availableParallelism } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleWorker } from '../../scripts/simulation/bundle.js';
import { playWorlds } from '../../scripts/simulation/run-seeds.js';
import { drawProfile, edges, faultOf, simulate } from '../../src/testing/simulation/index.js';
import type { Edge, SimulationResult } from '../../src/testing/simulation/index.js';

const SEEDS = 60;
const results = new Map<Edge, SimulationResult[]>();

beforeAll(async () => {
  const worker = await bundleWorker('edges');
  const seeds = Array.from({ length: SEEDS }, (_, index) => index + 1);
  const worlds = edges.flatMap((edge) => seeds.map((seed) => ({ seed, edges: [edge] })));
  const all = await playWorlds(worker, worlds, availableParallelism());
  for (const [at, edge] of edges.entries())
    results.set(edge, all.slice(at * SEEDS, (at + 1) * SEEDS));
});

describe('the edges of a world', () => {
  it.each(edges)('%s: are met where they are asked for, and nothing else is', (edge) => {
    let struck = 0;
    const own = results.get(edge) ?? [];
    expect(own).toHaveLength(SEEDS);
    for (const { stats } of own) {
      struck += stats.faults[faultOf[edge]] ?? 0;
      const others = edges.filter((other) => other !== edge);
      expect(others.filter((other) => stats.faults[faultOf[other]])).toEqual([]);
    }
    expect(struck).toBeGreaterThan(8);
  });

  it('are drawn apart: the rest of the profile stays as it is', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const { edges: _, faults: with_, ...rest } = drawProfile(seed, edges);
      const { edges: __, faults: without, ...plain } = drawProfile(seed, []);
      const { strangerAnswers: ___, ...others } = with_;
      expect(rest).toEqual(plain);
      expect(others).toEqual(without);
    }
  });

  it('play the same way twice', async () => {
    for (const seed of [3, 14, 15]) {
      const [first, second] = [await simulate({ seed, edges }), await simulate({ seed, edges })];
      expect(second.trace).toBe(first.trace);
    }
  });
});
