import type { World } from '../world/world.js';
import type { Director } from './director.js';

/** How long the world is left alone before the last checks, at most: ms of virtual time. */
const QUIET = 12 * 60_000;
const QUIET_STEP = 30_000;
/** How many steps the end may take, once every page was looked at. */
const PATIENCE = 10;

/** What a scenario asks of those who watch it. */
export interface ScenarioHooks {
  /** Whether every session that must be revoked is. */
  readonly isSettled: () => boolean;
  /** Called at the end of the quiet period, before anybody looks at a page. */
  readonly beforeLook: () => void;
}

/** Schedules the actions, then the quiet period. Returns whether it is over. */
export function playScenario(
  { scheduler, disk }: World,
  director: Director,
  hooks: ScenarioHooks,
): () => boolean {
  let over = false;
  let quietFor = 0;
  const later = (label: string, delay: number, run: () => void): void => {
    scheduler.post({ label, delay, run });
  };

  const rest = (): void => {
    // Transactions that hang one behind the other may take longer than all the rest.
    quietFor = disk.hangsUntil > scheduler.now ? 0 : quietFor + QUIET_STEP;
    if (quietFor >= QUIET || (hooks.isSettled() && quietFor > 2 * QUIET_STEP)) look();
    else later('quiet', QUIET_STEP, rest);
  };
  const look = (): void => {
    hooks.beforeLook();
    for (const visitor of director.alive()) visitor.opened.page.post('focus');
    let patience = PATIENCE;
    const end = (): void => {
      patience -= 1;
      over = hooks.isSettled() || patience === 0;
      if (!over) later('the end', QUIET_STEP, end);
    };
    later('the end', QUIET_STEP, end);
  };
  const calm = (): void => {
    director.calm();
    later('quiet', QUIET_STEP, rest);
  };
  const act = (): void => {
    const pause = director.step();
    later('user', pause, director.isOver() ? calm : act);
  };
  later('user', 0, () => {
    director.open();
    act();
  });
  return () => over;
}
