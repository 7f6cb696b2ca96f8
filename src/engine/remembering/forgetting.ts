import type { Environment } from '../../services/environment.js';
import { createLivingTabs } from '../../services/living-tabs.js';
import type { Names } from '../../services/names.js';
import type { SessionRecord } from '../../services/records.js';
import { createTabMark } from '../../services/tab-mark.js';
import type { With } from '../engine.js';
import { endStored } from '../leaving/end-stored.js';
import { heldGeneration } from '../until.js';

/** What becomes of sessions that are not to be remembered: they end with their last tab. */
export interface Forgetting {
  /** A session is about to be stored. */
  admit(generation: string, remember: boolean | undefined): Promise<void>;
  /** A session is about to be restored: it ends here, where nobody shows it any more. */
  judge(record: SessionRecord): Promise<void>;
  start(): void;
  stop(): void;
}

/** Watches this tab's session. */
export function createForgetting(
  { chart, device }: With<'chart' | 'device'>,
  environment: Environment,
  names: Names,
): Forgetting {
  const { locks, localStorage, sessionStorage, page } = environment;
  const { clock, tabs } = device;
  const living = createLivingTabs({ locks, localStorage, clock, names, self: tabs.self });
  const mark = createTabMark({ sessionStorage, page, clock, key: `${names.database}:tab` });
  /** The session that this tab holds, and that ends with the last tab. */
  let own: string | undefined;
  let isAway = false;

  function release() {
    own = undefined;
    living.release();
  }
  function hold(generation: string) {
    own = generation;
    return living.hold(generation);
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
  let stops: (() => void)[] | undefined;
  return {
    async admit(generation, remember) {
      if (remember === false) await hold(generation);
      else release();
    },
    async judge(record) {
      const { generation } = record;
      if (record.remember !== false) return;
      if (mark.isContinued(generation) || (await living.areThere(generation)))
        await hold(generation);
      else endStored(device, record);
    },
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
