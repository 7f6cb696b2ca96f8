import { fork } from 'node:child_process';
import type { SimulationResult } from '../../src/testing/simulation/index.js';
import type { Job } from './worker.js';

/** What {@link runSeeds} takes. */
export interface RunOptions extends Job {
  /** A bundled worker: see `bundleWorker`. */
  readonly worker: string;
  /** How many processes share the seeds. Default 1. */
  readonly processes?: number;
  readonly onResult?: (result: SimulationResult) => void;
}

function runShare(worker: string, job: Job, onResult: (result: SimulationResult) => void) {
  return new Promise<void>((resolve, reject) => {
    const child = fork(worker, [], {
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    let last = job.from - 1;
    child.on('message', (result: SimulationResult) => {
      last = result.seed;
      onResult(result);
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`A worker ended with ${code} after seed ${last}.`)),
    );
    child.send(job);
  });
}

/** Plays seeds in processes of their own. Results come in no particular order. */
export async function runSeeds(options: RunOptions): Promise<SimulationResult[]> {
  const { worker, from, count, untilFailure, processes = 1, onResult = () => {} } = options;
  const results: SimulationResult[] = [];
  const share = Math.ceil(count / processes);
  await Promise.all(
    Array.from({ length: processes }, (_, index) => {
      const start = from + index * share;
      const length = Math.min(share, from + count - start);
      return length > 0
        ? runShare(worker, { from: start, count: length, untilFailure }, (result) => {
            results.push(result);
            onResult(result);
          })
        : Promise.resolve();
    }),
  );
  return results;
}
