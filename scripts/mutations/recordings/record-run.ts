import { simulate } from '../../../src/testing/simulation/index.js';
import type { Edge, InvariantId } from '../../../src/testing/simulation/index.js';
import { recordedEngine } from './recorded-engine.js';

/** A run in which a promise was broken, as a flight recorder in each of its tabs kept it. */
export interface RecordedRun {
  readonly seed: number;
  readonly invariant: InvariantId;
  /** What each tab's recorder exported. */
  readonly recordings: readonly string[];
}

/**
 * Lets people use the engine, seed after seed, with a flight recorder in every tab, until it breaks a
 * promise. Null where it keeps them all.
 */
export async function recordRun(job: {
  readonly from: number;
  readonly count: number;
  readonly edges: readonly Edge[];
}): Promise<RecordedRun | null> {
  for (let seed = job.from; seed < job.from + job.count; seed += 1) {
    const { createAuth, recordings } = recordedEngine();
    const { violation } = await simulate({ seed, edges: job.edges, createAuth });
    if (!violation) continue;
    return { seed, invariant: violation.invariant, recordings: await recordings() };
  }
  return null;
}
