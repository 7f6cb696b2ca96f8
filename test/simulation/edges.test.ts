import { describe, expect, it } from 'vitest';
import { drawProfile, edges, faultOf, simulate } from '../../src/testing/simulation/index.js';

describe('the edges of a world', () => {
  it.each(edges)('%s: are met where they are asked for, and nothing else is', async (edge) => {
    let struck = 0;
    for (let seed = 1; seed <= 60; seed += 1) {
      const { stats } = await simulate({ seed, edges: [edge] });
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
