import type { ELK } from 'elkjs/lib/elk-api.js';
import { loadElkFor } from './load-elk.js';
import { waysToWorker } from './start-worker.js';

/** A worker that has had nothing to do for so many ms is ended. */
const IDLE = 20_000;

/** elkjs in a worker. */
export interface Laborer {
  readonly elk: ELK;
  /** Rejects with a {@link WorkerError} when the worker cannot run. */
  readonly broken: Promise<never>;
  readonly worker: Worker;
}

/** Why there is no worker. */
export class WorkerError extends Error {}

const ways = [...waysToWorker];
let current: Promise<Laborer> | null = null;
let idle: ReturnType<typeof setTimeout> | undefined;

/** The worker of this page; a new one where none runs. Null where none can be had. */
export async function hireLaborer(): Promise<Laborer | null> {
  clearTimeout(idle);
  while (ways.length > 0) {
    const asked = (current ??= startLaborer());
    try {
      return await asked;
    } catch (error) {
      if (!(error instanceof WorkerError)) throw error;
      giveUp(asked);
    }
  }
  return null;
}

/** Takes another way to a worker from now on: this one does not run. */
export async function dismissLaborer({ worker }: Laborer): Promise<void> {
  const asked = current;
  if (asked && (await asked).worker === worker) giveUp(asked);
}

/** Ends the worker when it has had nothing to do for a while. */
export function restSoon(): void {
  clearTimeout(idle);
  idle = setTimeout(() => {
    void current?.then(({ worker }) => {
      worker.terminate();
    });
    current = null;
  }, IDLE);
}

function giveUp(asked: Promise<Laborer>): void {
  if (current !== asked) return;
  current = null;
  ways.shift();
}

async function startLaborer(): Promise<Laborer> {
  const worker = await startWorker();
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      worker.terminate();
      reject(new WorkerError(event.message));
    });
  });
  broken.catch(() => undefined);
  return { elk: await loadElkFor(worker), broken, worker };
}

async function startWorker(): Promise<Worker> {
  try {
    const [way] = ways;
    if (!way) throw new WorkerError('There is no way to a worker.');
    return await way();
  } catch (cause) {
    throw new WorkerError('No worker can be started so.', { cause });
  }
}
