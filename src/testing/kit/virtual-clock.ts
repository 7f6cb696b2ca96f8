import type { Clock } from '../../services/environment.js';
import { nextTurn } from './next-turn.js';

/** A {@link Clock} that goes only when told to. Times in ms. */
export interface VirtualClock extends Clock {
  /** Moves time on by `ms` and fires what becomes due, in order, letting promises settle between. */
  advance(ms: number): Promise<void>;
  /** Fires the timers that were set for exactly `delay` ms and lets the others be. Time stands still. */
  expire(delay: number): Promise<void>;
  /** Moves time on by `ms` and fires nothing, as a closed lid does. */
  skip(ms: number): void;
  /** How many timers wait. */
  readonly waiting: number;
}

interface Timer {
  readonly id: number;
  readonly due: number;
  readonly delay: number;
  readonly run: () => void;
}

/**
 * Makes a clock for tests.
 *
 * @param start - Its time at the beginning, in ms since the epoch. Default: 2026-01-01, midnight UTC.
 *
 * @example
 * ```ts
 * const clock = createVirtualClock()
 * const auth = createTestAuth({ status: 'authenticated', clock })
 * await clock.advance(60_000)
 * ```
 */
export function createVirtualClock(start: number = Date.UTC(2026, 0, 1)): VirtualClock {
  if (!Number.isFinite(start))
    throw new TypeError('createVirtualClock: "start" must be a time in ms since the epoch.');
  const timers = new Map<number, Timer>();
  let now = start;
  let last = 0;

  function fire(timer: Timer): Promise<void> {
    timers.delete(timer.id);
    now = Math.max(now, timer.due);
    timer.run();
    return nextTurn();
  }

  return {
    get waiting() {
      return timers.size;
    },
    now: () => now,
    setTimeout(run, delay) {
      last += 1;
      timers.set(last, { id: last, due: now + waitOf(delay), delay, run });
      return last;
    },
    clearTimeout(id) {
      if (typeof id === 'number') timers.delete(id);
    },
    async advance(ms) {
      if (!(ms >= 0)) throw new TypeError('advance: pass a number of ms, at least 0.');
      await nextTurn();
      const end = now + ms;
      for (;;) {
        const [next] = [...timers.values()]
          .filter(({ due }) => due <= end)
          .toSorted((a, b) => a.due - b.due || a.id - b.id);
        if (!next) break;
        await fire(next);
      }
      now = end;
      await nextTurn();
    },
    skip(ms) {
      if (!(ms >= 0)) throw new TypeError('skip: pass a number of ms, at least 0.');
      now += ms;
    },
    async expire(delay) {
      await nextTurn();
      const before = now;
      for (const timer of [...timers.values()].filter((each) => each.delay === delay))
        if (timers.has(timer.id)) await fire({ ...timer, due: before });
      await nextTurn();
    },
  };
}

/** A browser keeps a delay in 32 bits: what does not fit becomes another one, or none at all. */
const waitOf = (delay: number) => Math.max(0, Math.trunc(delay) | 0);
