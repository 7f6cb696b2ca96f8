import type { Clock, Environment } from './environment.js';

/** For how long a tab may be away on another site, in ms. */
export const LONGEST_TRIP = 30 * 60_000;

/**
 * How long after a mark was left the next page may begin, in ms: one that is reloaded again before it has
 * read the mark leaves none of its own.
 */
const GRACE = 5_000;

/**
 * The mark that a page leaves for the next one in the same tab, in `sessionStorage`: a reload, a link,
 * the way back from another site.
 */
export interface TabMark {
  /** Left as the page goes. */
  leave(generation: string): void;
  remove(): void;
  /** Whether this page is the next one after one of that session. */
  isContinued(generation: string): boolean;
}

interface TabMarkOptions extends Pick<Environment, 'sessionStorage' | 'page'> {
  readonly clock: Clock;
  readonly key: string;
}

/** The mark of this tab. */
export function createTabMark({ sessionStorage, page, clock, key }: TabMarkOptions): TabMark {
  let found: string | null | undefined;

  function remove() {
    try {
      sessionStorage?.removeItem(key);
    } catch {
      // Where it cannot be removed, it could not be left there.
    }
  }
  /**
   * A browser brings `sessionStorage` back with a closed tab or a session of its own. So a mark counts if
   * the browser began to open this page while the one before was there, or if a link led back here soon.
   */
  function find(): string | null {
    try {
      const mark = Object(JSON.parse(sessionStorage?.getItem(key) ?? 'null')) as Partial<Mark>;
      const arrival = page?.arrival?.();
      if (!arrival || typeof mark.generation !== 'string' || typeof mark.at !== 'number')
        return null;
      const isNext = arrival.startedAt <= mark.at + GRACE;
      const away = clock.now() - mark.at;
      const isBack = arrival.isLink && away >= 0 && away < LONGEST_TRIP;
      return isNext || isBack ? mark.generation : null;
    } catch {
      return null;
    }
  }
  return {
    remove,
    leave(generation) {
      try {
        const mark: Mark = { generation, at: clock.now() };
        sessionStorage?.setItem(key, JSON.stringify(mark));
      } catch {
        // Forbidden or full: the next page is taken for a new one.
      }
    },
    isContinued(generation) {
      if (found === undefined) {
        found = find();
        remove();
      }
      return found === generation;
    },
  };
}

interface Mark {
  readonly generation: string;
  /** In ms since the epoch. */
  readonly at: number;
}
