import type { Clock, PageEventType, PageLike } from '../../services/environment.js';

/** What a user does with a page. */
const ACTS: readonly PageEventType[] = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll'];

interface ActivityOptions {
  readonly page: PageLike | undefined;
  readonly clock: Clock;
  /** How often an activity is told of, in ms. */
  readonly every: number;
  /** Whether it is told of now, whatever was told before. */
  readonly isUrgent: () => boolean;
  /** Whether a first sign of life comes too late. */
  readonly isTooLate: () => boolean;
  /** Told when the user did something: in ms since the epoch. */
  readonly onActivity: (at: number) => void;
}

/** The user's acts in this page, told of at once and then now and then. */
export interface ActivityWatch {
  /** The user is there, whatever the page's events say. */
  note(): void;
  /** Tells now of what was not told of yet: the page may have slept since. */
  flush(): void;
  stop(): void;
}

/** Watches what the user does. What was done in between is told of when its time has come. */
export function watchActivity(options: ActivityOptions): ActivityWatch {
  const { page, clock, every, isUrgent, isTooLate, onActivity } = options;
  let timer: unknown;
  let unsaid: number | undefined;

  function tell(at: number) {
    clock.clearTimeout(timer);
    unsaid = undefined;
    timer = clock.setTimeout(() => {
      timer = undefined;
      if (unsaid !== undefined) tell(unsaid);
    }, every);
    onActivity(at);
  }
  function note() {
    if (isTooLate()) return;
    if (timer === undefined || isUrgent()) tell(clock.now());
    else unsaid = clock.now();
  }

  const stops = ACTS.map((type) => page?.listen(type, note));
  stops.push(page?.listen('visibilitychange', () => page.isVisible() && note()));
  return {
    note,
    flush: () => unsaid !== undefined && tell(unsaid),
    stop() {
      clock.clearTimeout(timer);
      for (const stop of stops) stop?.();
    },
  };
}
