import type { Clock } from './environment.js';

/** The clock with the page's own monotonic time beside it. A clock that is given has its own, or is taken for one that nobody sets. */
export function monotonicClock(clock: Clock, given: Clock | undefined): Clock {
  const monotonic = given ? given.monotonic : () => performance.now();
  return monotonic ? { ...clock, monotonic: () => monotonic.call(given) } : clock;
}
