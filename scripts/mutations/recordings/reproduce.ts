import { fork } from 'node:child_process';
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
  const job: Job = { from, count, edges, tries, triesWhenShrinking };
  return new Promise((resolve, reject) => {
    const child = fork(worker, [], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.on('message', (result) => resolve(result as Reproduction | null));
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`The worker of ${id} ended with ${code}.`)));
    child.send(job);
  });
}
