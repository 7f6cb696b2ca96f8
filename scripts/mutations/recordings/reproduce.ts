import { fork } from 'node:child_process';
import { simulate } from '../../../src/testing/simulation/index.js';
import { bundleWorker } from '../../simulation/bundle.js';
import type { Mutation } from '../mutation.js';
import type { Reproduction } from './reproduction.js';
import type { Job } from './worker.js';

/** What came of a recording, before it is known whether the shipped engine keeps its promises in it. */
export type PlayedAgain = Omit<Reproduction, 'isKept'>;

/** Takes a safeguard away, records a run that goes wrong, and makes that happen again from the recording. */
export async function reproduce(
  mutation: Mutation,
  job: Partial<Job> = {},
): Promise<Reproduction | null> {
  const found = await playAgain(mutation, job);
  return found && { ...found, isKept: await isKept(found) };
}

/** {@link reproduce} without a look at the shipped engine: it works in a process of its own. */
export async function playAgain(
  { id, patches, edges = [], from: start = 1 }: Mutation,
  {
    from = start,
    count = 2_000,
    tries = 300,
    triesWhenShrinking = 30,
    recordings = 1,
  }: Partial<Job> = {},
): Promise<PlayedAgain | null> {
  const entry = 'scripts/mutations/recordings/worker.ts';
  const worker = await bundleWorker(`recorded-${id}`, { entry, patches });
  return runWorker(worker, { from, count, edges, tries, triesWhenShrinking, recordings });
}

/** Whether the engine as it is shipped keeps its promises in the shortest story. One at a time. */
export async function isKept({ shortest }: PlayedAgain): Promise<boolean> {
  return shortest === null || (await simulate(shortest)).ok;
}

function runWorker(worker: string, job: Job): Promise<PlayedAgain | null> {
  return new Promise((resolve, reject) => {
    const child = fork(worker, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.on('message', (result) => resolve(result as PlayedAgain | null));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`A worker ended with ${code}.`)));
    child.send(job);
  });
}
