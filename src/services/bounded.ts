import type { Clock } from './environment.js';

/** A timer that is late by more than this, in ms, may have been slept over: the first time it is taken for that. */
const LATE = 50;
/** One that is late by more than this was. A page in the background may have its timers once a second. */
const SLEPT = 1_000;
/** How long a page that has slept over a bound waits for what was on its way to it, in ms. */
export const GRACE = 250;

/**
 * Runs something for at most `timeout` ms: then its signal aborts, and the promise rejects. Sleep is not
 * counted: as a page wakes up, its timers are due before the answers that it has slept over.
 */
export async function bounded<T>(
  clock: Clock,
  timeout: number,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: unknown;
  let allowed = LATE;
  const late = new Promise<never>((_, reject) => {
    const wait = (delay: number) => {
      const since = clock.now();
      timer = clock.setTimeout(() => {
        if (clock.now() - since > delay + allowed) {
          allowed = SLEPT;
          return wait(GRACE);
        }
        controller.abort();
        reject(new TimeoutError());
      }, delay);
    };
    wait(timeout);
  });
  try {
    return await Promise.race([run(controller.signal), late]);
  } finally {
    clock.clearTimeout(timer);
  }
}

/** The time of something {@link bounded} is over. */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
  readonly code = 'timed_out';
  constructor() {
    super('No answer in time.');
  }
}
