import type { Clock } from './environment.js';

/** The clock with the page's own monotonic time beside it. A clock that is given has its own, or is taken for one that nobody sets. */
export function monotonicClock(clock: Clock, given: Clock | undefined): Clock {
  if (given && !given.monotonic) return clock;
  return { ...clock, monotonic: () => given?.monotonic?.() ?? performance.now() };
}
