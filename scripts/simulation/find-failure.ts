import type { SimulationResult } from '../../src/testing/simulation/index.js';
import { runSeeds } from './run-seeds.js';

const STEP = 100;

/** What {@link findFailure} takes. */
export interface SearchOptions {
  /** A bundled worker. */
  readonly worker: string;
  /** How many seeds to play at most, from 1 on. */
  readonly seeds: number;
  readonly processes: number;
}

/** The first seed that fails, whatever the number of processes; null for none. */
export async function findFailure(options: SearchOptions): Promise<SimulationResult | null> {
  const { worker, seeds, processes } = options;
  for (let from = 1; from <= seeds; from += STEP) {
    const count = Math.min(STEP, seeds - from + 1);
    const results = await runSeeds({ worker, from, count, untilFailure: true, processes });
    const [first] = results.filter(({ ok }) => !ok).toSorted((a, b) => a.seed - b.seed);
    if (first) return first;
  }
  return null;
}
