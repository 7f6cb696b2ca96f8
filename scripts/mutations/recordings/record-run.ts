import type { InspectionEvent } from 'xstate';
import { createAuth } from '../../../src/engine/index.js';
import { createRecorder } from '../../../src/inspect/flight/create-recorder.js';
import type { AuthOptions } from '../../../src/engine/index.js';
import type {
  FlightRecorder,
  RecorderOptions,
} from '../../../src/inspect/flight/create-recorder.js';
import { simulate } from '../../../src/testing/simulation/index.js';
import { Page } from '../../../src/testing/simulation/world/simulated-page.js';
import type { Edge, InvariantId } from '../../../src/testing/simulation/index.js';

/** A run in which a promise was broken, as a flight recorder in each of its tabs kept it. */
export interface RecordedRun {
  readonly seed: number;
  readonly invariant: InvariantId;
  /** What each tab's recorder exported. */
  readonly recordings: readonly string[];
}

/** Time and page of a simulated tab, read without a trace: the run stays what it is. */
function unnoticed({ environment = {} }: AuthOptions): NonNullable<RecorderOptions['environment']> {
  const { clock, page } = environment;
  if (!clock || !(page instanceof Page)) throw new Error('Only simulated tabs are recorded here.');
  return {
    ...environment,
    clock,
    page: {
      listen: (type, listener) => page.overhear(type, listener),
      isVisible: () => page.isVisible(),
      isOnline: () => page.isOnline(),
    },
  };
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
    const recorders: FlightRecorder[] = [];
    const { violation } = await simulate({
      seed,
      edges: job.edges,
      createAuth(options) {
        const recorder = createRecorder({ limit: 100_000, environment: unnoticed(options) });
        recorders.push(recorder);
        const { inspect: watched } = options;
        const inspect = (event: InspectionEvent): void => {
          recorder.inspect(event);
          if (typeof watched === 'function') watched(event);
        };
        const auth = createAuth({ ...options, inspect });
        recorder.attach(auth);
        return auth;
      },
    });
    if (!violation) continue;
    const exported = await Promise.all(recorders.map((recorder) => recorder.export()));
    const recordings = exported.map((recording) => JSON.stringify(recording));
    return { seed, invariant: violation.invariant, recordings };
  }
  return null;
}
