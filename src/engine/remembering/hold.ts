import type { PageLike } from '../../services/environment.js';
import type { LivingTabs } from '../../services/living-tabs.js';
import type { TabMark } from '../../services/tab-mark.js';
import type { Chart } from '../chart.js';

/** What this tab does so that others see it living, while it shows a session that ends with the last tab. */
export interface Hold {
  take(generation: string): Promise<void>;
  release(): void;
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
  let hasLeft = false;
  let stops: (() => void)[] | undefined;

  function release() {
    own = undefined;
    living.release();
  }
  function leavePage() {
    if (!own) return;
    mark.leave(own);
    hasLeft = true;
    // A page that holds a lock is not kept in the back-forward cache.
    living.release();
  }
  function comeBack() {
    // A page that has just loaded has not read it yet.
    if (hasLeft) mark.remove();
    hasLeft = false;
    if (own) void living.hold(own);
  }
  function watch() {
    const end = chart.actor.subscribe((snapshot) => {
      if (snapshot.matches('loggedOut')) release();
    });
    const listening = [page?.listen('pagehide', leavePage), page?.listen('pageshow', comeBack)];
    stops = [() => end.unsubscribe(), ...listening.map((stop) => () => stop?.())];
  }
  return {
    take(generation) {
      if (!stops) watch();
      own = generation;
      return living.hold(generation);
    },
    release,
    stop() {
      for (const stop of stops ?? []) stop();
      stops = undefined;
      release();
    },
  };
}
