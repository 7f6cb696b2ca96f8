import type { Environment } from '../../services/environment.js';
import { createLivingTabs } from '../../services/living-tabs.js';
import type { Names } from '../../services/names.js';
import { createTabMark } from '../../services/tab-mark.js';
import type { Judge } from '../arriving/judge-stored.js';
import type { With } from '../engine.js';
import { endStored } from '../leaving/end-stored.js';
import { createHold } from './hold.js';

/** What becomes of sessions that are not to be remembered: they end with their last tab. */
export interface Forgetting {
  /** A session is about to be stored. */
  readonly admit: (generation: string, remember: boolean | undefined) => Promise<void>;
  /** A session is about to be restored: it ends here, where nobody shows it any more. */
  readonly judge: Judge;
  readonly stop: () => void;
}

/** Watches this tab's session. */
export function createForgetting(
  { chart, device }: With<'chart' | 'device'>,
  { locks, localStorage, sessionStorage, page }: Environment,
  names: Names,
): Forgetting {
  const { clock, tabs } = device;
  const living = createLivingTabs({ locks, localStorage, clock, names, self: tabs.self });
  const mark = createTabMark({ sessionStorage, page, clock, key: `${names.database}:tab` });
  const hold = createHold(chart, page, living, mark);
  return {
    async admit(generation, remember) {
      if (remember === false) await hold.take(generation);
      else hold.release();
    },
    async judge(record) {
      const { generation, remember } = record;
      if (remember !== false) return false;
      const isLiving = mark.isContinued(generation) || (await living.areThere(generation));
      if (isLiving) await hold.take(generation);
      else endStored(device, record);
      return !isLiving;
    },
    stop: () => hold.stop(),
  };
}
