import { fork } from 'node:child_process';
import type { SimulationResult } from '../../src/testing/simulation/index.js';
import type { Job } from './worker.js';

/** What {@link playSeeds} takes. */
export interface PlayOptions extends Job {
  /** A bundled worker: see `bundleWorker`. */
  readonly worker: string;
  /** How many processes share the seeds. Default 1. */
  readonly processes?: number;
  /** Sees every result, in no particular order. */
  readonly onResult: (result: SimulationResult) => void;
}

/**
 * A world is garbage as soon as it has ended: a young generation that holds many of them is cheaper
 * to collect. There are as many workers as cores, so helper threads would only be in the way.
 */
const execArgv = [
  '--single-threaded',
  '--no-allocation-site-pretenuring',
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
];

function playShare(
  worker: string,
  jobs: readonly Job[],
  onResult: (result: SimulationResult) => void,
) {
  return new Promise<void>((resolve, reject) => {
    const child = fork(worker, [], { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    let last: number | null = null;
    child.on('message', (results: SimulationResult[]) => {
      for (const result of results) {
        last = result.seed;
        onResult(result);
      }
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`A worker ended with ${code}, ${placeOf(jobs, last)}.`)),
    );
    child.send(jobs);
  });
}

const placeOf = ([first]: readonly Job[], last: number | null): string =>
  last === null
    ? `in one of the seeds from ${first?.from} on`
    : `in one of the seeds after ${last}`;

/** Plays seeds in processes of their own, and keeps nothing of them. */
export async function playSeeds(options: PlayOptions): Promise<void> {
  const { worker, from, count, processes = 1, onResult, ...job } = options;
  const share = Math.ceil(count / processes);
  await Promise.all(
    Array.from({ length: processes }, (_, index) => {
      const start = from + index * share;
      const length = Math.min(share, from + count - start);
      return length > 0
        ? playShare(worker, [{ ...job, from: start, count: length }], onResult)
        : Promise.resolve();
    }),
  );
}

/** The same, for few seeds: all their results, in no particular order. */
export async function runSeeds(
  options: Omit<PlayOptions, 'onResult'>,
): Promise<SimulationResult[]> {
  const results: SimulationResult[] = [];
  await playSeeds({ ...options, onResult: (result) => results.push(result) });
  return results;
}

/** One world: its seed, and what happens at its edges. Default: what every seed may meet. */
export type SingleWorld = Pick<Job, 'edges'> & { readonly seed: number };

/**
 * Plays single worlds in a few processes, each of which is warm after its first ones, and gives their
 * results in the same order.
 */
export async function playWorlds(
  worker: string,
  worlds: readonly SingleWorld[],
  processes = 1,
): Promise<SimulationResult[]> {
  const results = Array.from<SimulationResult>({ length: worlds.length });
  const playEvery = (share: number): Promise<void> => {
    const own = worlds
      .filter((_, index) => index % processes === share)
      .map(({ seed, ...edges }) => ({ from: seed, count: 1, untilFailure: false, ...edges }));
    let index = share;
    return playShare(worker, own, (result) => {
      results[index] = result;
      index += processes;
    });
  };
  await Promise.all(Array.from({ length: processes }, (_, share) => playEvery(share)));
  return results;
}
