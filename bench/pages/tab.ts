import { logoutCalledAt } from './account.js';
import { commitOf, nextCommit } from './commits.js';
import { click } from './offer.js';

/** The time by this tab's clock, in ms since 1970. */
export const epoch = (at = performance.now()): number => performance.timeOrigin + at;

const clock = new BroadcastChannel('clock');
const askClocks = clock.postMessage.bind(clock);
let onEcho = (_at: number) => {};
clock.onmessage = ({ data }) => {
  const { ask, tell } = data as { ask?: string; tell?: number };
  if (ask === location.search) askClocks({ tell: epoch() });
  if (tell !== undefined) onEcho(tell);
};

/** How long the questions of the benchmark itself are kept away from what is measured, in ms. */
const QUIET = 50;

const pause = () => new Promise((resolve) => setTimeout(resolve, QUIET));

/** Does something across tabs while nobody asks them anything. */
export async function undisturbed<T>(act: () => T): Promise<T> {
  await pause();
  const result = act();
  await pause();
  return result;
}

let watched: Promise<number> | undefined;

/** Notes what `shownAt` waits for: a time by `performance.now()`. */
export function watch(shown: Promise<number>): void {
  watched = shown;
}

/** What a page offers to be measured as one of many tabs. */
export const tab = {
  async signedIn() {
    await commitOf(true);
  },
  /** Settles with the epoch time of the next commit that shows nobody. */
  watchLogout() {
    watch(nextCommit(false));
  },
  async shownAt() {
    return epoch(await watched);
  },
  /** Clicks, and returns the epoch time at which the page called `logout()`. */
  clickLogout: () =>
    undisturbed(() => {
      click();
      return epoch(logoutCalledAt());
    }),
  /** By how much the clock of another tab is ahead, in ms: from the quickest of many round trips. */
  async clockOf(tab: string) {
    let best = { length: Infinity, ahead: 0 };
    for (let run = 0; run < 40; run++) {
      const asked = epoch();
      const told = await new Promise<number>((resolve) => {
        onEcho = resolve;
        askClocks({ ask: tab });
      });
      const length = epoch() - asked;
      if (length < best.length) best = { length, ahead: told - asked - length / 2 };
    }
    return best.ahead;
  },
};

export type Tab = typeof tab;
