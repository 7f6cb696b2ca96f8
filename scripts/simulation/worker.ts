import { simulate } from '../../src/testing/simulation/index.js';

/** What a worker is asked to do: to play `count` seeds from `from` on. */
export interface Job {
  readonly from: number;
  readonly count: number;
  /** Whether to stop at the first failure. */
  readonly untilFailure: boolean;
}

async function work({ from, count, untilFailure }: Job): Promise<void> {
  for (let seed = from; seed < from + count; seed += 1) {
    const result = await simulate({ seed });
    process.send?.(result);
    if (!result.ok && untilFailure) break;
  }
  process.disconnect();
}

if (process.send) process.once('message', (job) => void work(job as Job));
else {
  const seed = Number(process.argv[2]);
  const result = await simulate({ seed, onTrace: (line) => console.log(line) });
  console.log(result);
  process.exitCode = result.ok ? 0 : 1;
}
