import type { Edge, SimulationResult } from '../../src/testing/simulation/index.js';
import { runSeeds } from './run-seeds.js';

const STEP = 100;

/** What {@link findFailure} takes. */
export interface SearchOptions {
  /** A bundled worker. */
  readonly worker: string;
  /** How many seeds to play at most. */
  readonly seeds: number;
  /** The first of them. Default 1. */
  readonly from?: number;
  /** What happens at the edges of their worlds. Default: nothing. */
  readonly edges?: readonly Edge[];
  readonly processes: number;
}

/**
 * The first seed that fails, whatever the number of processes; null for none.
 */
export async function findFailure(options: SearchOptions): Promise<SimulationResult | null> {
  const { worker, seeds, from: start = 1, edges = [], processes } = options;
  const end = start + seeds;
  for (let from = start; from < end; from += STEP) {
    const count = Math.min(STEP, end - from);
    const job = { worker, from, count, edges, untilFailure: true, processes };
    const results = await runSeeds(job);
    const [first] = results.filter(({ ok }) => !ok).toSorted((a, b) => a.seed - b.seed);
    if (first) return first;
  }
  return null;
}
