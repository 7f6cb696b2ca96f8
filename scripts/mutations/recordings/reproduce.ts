import { fork } from 'node:child_process';
import { simulate } from '../../../src/testing/simulation/index.js';
import { bundleWorker } from '../../simulation/bundle.js';
import type { Mutation } from '../mutation.js';
import type { Reproduction } from './reproduction.js';
import type { Job } from './worker.js';

/** Takes a safeguard away, records a run that goes wrong, and makes that happen again from the recording. */
export async function reproduce(
  { id, patches, edges = [], from: start = 1 }: Mutation,
  { from = start, count = 2_000, tries = 300, triesWhenShrinking = 30 }: Partial<Job> = {},
): Promise<Reproduction | null> {
  const entry = 'scripts/mutations/recordings/worker.ts';
  const worker = await bundleWorker(`recorded-${id}`, { entry, patches });
  const found = await runWorker(worker, { from, count, edges, tries, triesWhenShrinking });
  if (!found) return null;
  const { shortest } = found;
  const isKept = shortest === null || (await simulate(shortest)).ok;
  return { ...found, isKept };
}

function runWorker(worker: string, job: Job): Promise<Omit<Reproduction, 'isKept'> | null> {
  return new Promise((resolve, reject) => {
    const child = fork(worker, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.on('message', (result) => resolve(result as Reproduction | null));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`A worker ended with ${code}.`)));
    child.send(job);
  });
}
