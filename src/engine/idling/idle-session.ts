import { createActor, fromPromise } from 'xstate';
import {
  getIdleMachine,
  type IdleLimits,
  type LatestActivity,
} from '../../machines/idle-machine.js';
import type { PageLike } from '../../services/environment.js';
import { watchLifecycle } from '../../services/lifecycle.js';
import type { With } from '../engine.js';
import { catchUpWithTombstones } from '../leaving/catch-up.js';
import type { AuthOptions } from '../options.js';
import { createLastActivity, type LastActivity } from './last-activity.js';
import { createProlongation } from './prolong.js';
import { watchActivity } from './watch-activity.js';

/** The idle limit of one session, while it is shown. */
export interface IdleSession {
  readonly generation: string;
  /** Ends the session where its time is over by the clock: timers sleep when the device does. */
  look(): void;
  /** Another tab has seen the user. */
  hear(activeAt: number): void;
  /** The user is there. */
  note(): void;
  stop(): void;
}

/** The longest time for which an activity is not told of, in ms. */
const LONGEST_SILENCE = 5_000;

/** Runs the idle machine for the session that is shown: this tab shows it from now on. */
export function createIdleSession(
  engine: With<'chart' | 'departures' | 'device'>,
  limits: IdleLimits,
  generation: string,
  page: PageLike | undefined,
  inspect: AuthOptions['inspect'],
): IdleSession {
  const { chart, device } = engine;
  const { clock } = device;
  const isSeen = page?.isVisible() ?? true;
  const last = createLastActivity(device, generation, limits, isSeen);
  const actor = createIdleActor(last, limits, { clock, ...(inspect && { inspect }) });
  const tell = () => actor.send({ type: 'ACTIVITY', age: last.age() });

  function look() {
    const isOver = last.isTooOld();
    // One event of the page may be listened to twice, and the first has ended it.
    if (actor.getSnapshot().status !== 'active') return isOver;
    if (isOver) actor.send({ type: 'OVERDUE' });
    else if (last.hearNote()) tell();
    return isOver;
  }
  actor.subscribe((snapshot) => {
    if (snapshot.matches('active')) chart.warn(null);
    if (snapshot.matches('ended')) end(engine, generation);
    if (!snapshot.matches('warning')) return;
    const left = Math.min(limits.warnBefore, limits.after - last.age());
    if (left > 0) chart.warn({ endsAt: clock.now() + left });
    // What this tab has missed, or slept through.
    look();
  });
  const prolong = createProlongation({ chart }, limits.after);
  const watch = watchActivity({
    page,
    clock,
    every: Math.min(LONGEST_SILENCE, limits.after / 20),
    isUrgent: () => !actor.getSnapshot().matches('active'),
    isTooLate: look,
    onActivity(at) {
      last.note(at);
      tell();
      prolong(at);
    },
  });
  const stopLifecycle = watchLifecycle({ page, onWake: look, onOnline() {}, onHide() {} });
  actor.start();
  if (isSeen) watch.note();
  return {
    generation,
    look,
    hear: (activeAt) => last.hear(activeAt) && tell(),
    note: () => watch.note(),
    stop() {
      stopLifecycle();
      watch.stop();
      actor.stop();
      chart.warn(null);
    },
  };
}

/** A page that was asleep may find that another one has logged the session out before it became idle. */
function end(engine: With<'chart' | 'departures' | 'device'>, generation: string): void {
  catchUpWithTombstones(engine);
  engine.chart.actor.send({ type: 'SESSION_EXPIRED', generation, reason: 'idle' });
}

function createIdleActor(
  last: LastActivity,
  limits: IdleLimits,
  options: Pick<AuthOptions, 'inspect'> & { readonly clock: With<'device'>['device']['clock'] },
) {
  const latestActivity = fromPromise<LatestActivity, void>(() =>
    Promise.resolve(last.hearNote() ? last.age() : null),
  );
  const machine = getIdleMachine().provide({ actors: { latestActivity } });
  return createActor(machine, { id: 'idle', input: { ...limits, age: last.age() }, ...options });
}
