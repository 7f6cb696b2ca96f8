import type { Clock } from './environment.js';

/**
 * The same time, for what nobody waits for. In Node, where tests run, its timers keep no process alive: a session's
 * end may be weeks away.
 */
export const backgroundClock = (clock: Clock): Clock => ({
  now: () => clock.now(),
  setTimeout(run, delay) {
    const timer = clock.setTimeout(run, delay);
    (timer as { unref?: () => void } | undefined)?.unref?.();
    return timer;
  },
  clearTimeout: (timer) => clock.clearTimeout(timer),
});
