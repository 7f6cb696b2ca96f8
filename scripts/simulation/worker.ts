import { simulate } from '../../src/testing/simulation/index.js';
import type { Edge, SimulationResult } from '../../src/testing/simulation/index.js';

/** What a worker is asked to do: to play `count` seeds from `from` on. */
export interface Job {
  readonly from: number;
  readonly count: number;
  /** Whether to stop at the first failure. */
  readonly untilFailure: boolean;
  /** What happens at the edges of the worlds. Default: what every seed may meet. */
  readonly edges?: readonly Edge[];
}

/** How many results go into one message: each message takes the time of a tenth of a seed. */
const BATCH = 50;

async function work({ from, count, untilFailure, ...options }: Job): Promise<void> {
  let batch: SimulationResult[] = [];
  const end = from + count;
  for (let seed = from; seed < end; seed += 1) {
    const result = await simulate({ seed, ...options });
    batch.push(result);
    const isLast = seed === end - 1 || (!result.ok && untilFailure);
    if (isLast || batch.length === BATCH) {
      process.send?.(batch);
      batch = [];
    }
    if (isLast) break;
  }
  process.disconnect();
}

if (process.send) process.once('message', (job) => void work(job as Job));
else {
  const seed = Number(process.argv[2]);
  const chosen = process.argv[3]?.split(',').filter(Boolean) as Edge[] | undefined;
  const result = await simulate({
    seed,
    ...(chosen && { edges: chosen }),
    onTrace: (line) => console.log(line),
  });
  console.log(result);
  process.exitCode = result.ok ? 0 : 1;
}
