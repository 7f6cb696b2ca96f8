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

async function* play({ from, count, untilFailure, ...options }: Job) {
  for (let seed = from; seed < from + count; seed += 1) {
    const result = await simulate({ seed, ...options });
    yield result;
    if (!result.ok && untilFailure) return;
  }
}

/** Plays one job after the other. */
async function work(jobs: readonly Job[]): Promise<void> {
  let batch: SimulationResult[] = [];
  for (const job of jobs)
    for await (const result of play(job)) {
      batch.push(result);
      if (batch.length < BATCH) continue;
      process.send?.(batch);
      batch = [];
    }
  if (batch.length > 0) process.send?.(batch);
  process.disconnect();
}

if (process.send) process.once('message', (jobs) => void work(jobs as Job[]));
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
