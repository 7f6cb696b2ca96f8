import type { PageLike } from '../../services/environment.js';
import type { LivingTabs } from '../../services/living-tabs.js';
import type { TabMark } from '../../services/tab-mark.js';
import type { Chart } from '../chart.js';
import { heldGeneration } from '../until.js';

/** What this tab does so that others see it living, while it shows a session that ends with the last tab. */
export interface Hold {
  take(generation: string): Promise<void>;
  release(): void;
  start(): void;
  stop(): void;
}

/** Holds nothing yet. */
export function createHold(
  chart: Chart,
  page: PageLike | undefined,
  living: LivingTabs,
  mark: TabMark,
): Hold {
  let own: string | undefined;
  let isAway = false;
  let stops: (() => void)[] | undefined;

  function release() {
    own = undefined;
    living.release();
  }
  function leavePage() {
    isAway = true;
    if (own && own === heldGeneration(chart)) mark.leave(own);
    // A page that holds a lock is not kept in the back-forward cache.
    living.release();
  }
  function comeBack() {
    // A page that has just loaded has not read it yet.
    if (isAway) mark.remove();
    isAway = false;
    if (own) void living.hold(own);
  }
  return {
    take(generation) {
      own = generation;
      return living.hold(generation);
    },
    release,
    start() {
      if (stops) return;
      const watch = chart.actor.subscribe((snapshot) => {
        if (snapshot.matches('loggedOut')) release();
      });
      const listening = [page?.listen('pagehide', leavePage), page?.listen('pageshow', comeBack)];
      stops = [() => watch.unsubscribe(), ...listening.map((stop) => () => stop?.())];
    },
    stop() {
      for (const stop of stops ?? []) stop();
      stops = undefined;
      release();
    },
  };
}
