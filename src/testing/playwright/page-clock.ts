import type { Clock } from 'playwright-core';

/** How far the clock goes at a time at most, in ms. */
const longestTick = 25;

/** How often it goes on at most, in ms of real time. */
const pause = 15;

/** The time of a context's pages. */
export interface PageClock {
  /** In ms since the epoch. */
  now(): number;
  /** Lets time pass in every page at once, in ms. */
  pass(ms: number): Promise<void>;
  /** It stands still from then on. */
  end(): void;
}

/**
 * Puts the pages of a context under a clock of their own. It goes in small steps, and takes none before every page
 * has taken the last: as fast as real time where they can, and on a machine that is busy with something else as slowly
 * as the app and whoever works it. So a request's time is not over because somebody types slowly.
 *
 * @param onError - Told what the app's timers throw.
 */
export async function startPageClock(
  clock: Clock,
  onError: (error: unknown) => void,
): Promise<PageClock> {
  let now = Date.now();
  const ended = new AbortController();
  let last: Promise<void> = Promise.resolve();
  await clock.install({ time: now });
  await clock.pauseAt(now);

  function inTurn(ms: number, move: (ms: number) => Promise<void>): Promise<void> {
    last = last.then(async () => {
      if (ended.signal.aborted) return;
      now += ms;
      await move(ms).catch((error: unknown) => {
        if (!ended.signal.aborted) onError(error);
      });
    });
    return last;
  }

  async function goOn(): Promise<void> {
    let at = performance.now();
    while (!ended.signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      await last;
      const elapsed = Math.round(performance.now() - at);
      at += elapsed;
      await inTurn(Math.min(elapsed, longestTick), (ms) => clock.runFor(ms));
    }
  }
  void goOn();

  return {
    now: () => now,
    pass: (ms) => inTurn(ms, (length) => clock.fastForward(length)),
    end: () => ended.abort(),
  };
}
