import type { Clock } from './environment.js';
import { LONGEST_TIMER } from './longest-timer.js';

/**
 * The clock with every wait clamped to what a platform timer can wait. What is to happen later than
 * that is looked at again when the timer fires.
 */
export function clampedClock(clock: Clock): Clock {
  return {
    now: () => clock.now(),
    setTimeout: (run, delay) => clock.setTimeout(run, Math.min(delay, LONGEST_TIMER)),
    clearTimeout: (id) => clock.clearTimeout(id),
  };
}
