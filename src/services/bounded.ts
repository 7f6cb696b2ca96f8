import type { Clock } from './environment.js';

/** Runs something for at most `timeout` ms: then its signal aborts, and the promise rejects. */
export async function bounded<T>(
  clock: Clock,
  timeout: number,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: unknown;
  const late = new Promise<never>((_, reject) => {
    timer = clock.setTimeout(() => {
      controller.abort();
      reject(new TimeoutError());
    }, timeout);
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
