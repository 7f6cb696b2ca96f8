import type { Clock } from '../../../services/environment.js';
import type { Scheduler } from './scheduler.js';
import type { Tab } from './tab.js';

/**
 * Virtual time, as wrong as the tab's clock is, and beside it time that nobody sets, which may stand still in
 * a sleep. A frozen tab's timers wait, a dead one's vanish.
 */
export function createClock(tab: Tab, scheduler: Scheduler): Clock {
  const timers = new Map<number, () => void>();
  let last = 0;
  return {
    now: () => scheduler.now + tab.skew,
    monotonic: () => scheduler.elapsed() - (tab.stopsInSleep ? tab.frozenFor : 0),
    setTimeout: (run, delay) => {
      if (!tab.call()) return 0;
      last += 1;
      const id = last;
      const cancel = tab.post(
        'timer',
        () => {
          timers.delete(id);
          run();
        },
        // A browser counts delays in 32 bits: what is longer than 24.8 days comes at once.
        delay | 0,
      );
      timers.set(id, cancel);
      return id;
    },
    clearTimeout: (id) => {
      if (typeof id !== 'number') return;
      timers.get(id)?.();
      timers.delete(id);
    },
  };
}
