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
  const flush = () => watch.flush();
  const actor = createIdleActor(last, limits, flush, { clock, ...(inspect && { inspect }) });
  const tell = () => actor.send({ type: 'ACTIVITY', age: last.age() });

  function look() {
    flush();
    return judge(actor, last);
  }
  actor.subscribe((snapshot) => {
    if (snapshot.matches('active')) chart.warn(null);
    if (snapshot.matches('ended')) end(engine, generation);
    if (!snapshot.matches('warning')) return;
    warn(engine, limits, last);
    // What this tab has missed, or slept through.
    look();
  });
  const prolong = createProlongation({ chart }, limits.after);
  const watch = watchActivity({
    page,
    clock,
    every: Math.min(LONGEST_SILENCE, limits.after / 20),
    isUrgent: () => !actor.getSnapshot().matches('active'),
    isTooLate: () => judge(actor, last),
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

/** Ends the session whose time is over by the clock, and says whether it is. */
function judge(actor: ReturnType<typeof createIdleActor>, last: LastActivity): boolean {
  const isOver = last.isTooOld();
  // One event of the page may be listened to twice, and the first has ended it.
  if (actor.getSnapshot().status !== 'active') return isOver;
  if (isOver) actor.send({ type: 'OVERDUE' });
  else if (last.hearNote()) actor.send({ type: 'ACTIVITY', age: last.age() });
  return isOver;
}

/** Says until when the user has to show up. */
function warn(
  { chart, device }: With<'chart' | 'device'>,
  { warnBefore, after }: IdleLimits,
  { age }: LastActivity,
): void {
  const left = Math.min(warnBefore, after - age());
  if (left > 0) chart.warn({ endsAt: device.clock.now() + left });
}

/** A page that was asleep may find that another one has logged the session out before it became idle. */
function end(engine: With<'chart' | 'departures' | 'device'>, generation: string): void {
  catchUpWithTombstones(engine);
  engine.chart.actor.send({ type: 'SESSION_EXPIRED', generation, reason: 'idle' });
}

function createIdleActor(
  last: LastActivity,
  limits: IdleLimits,
  flush: () => void,
  options: Pick<AuthOptions, 'inspect'> & { readonly clock: With<'device'>['device']['clock'] },
) {
  const latestActivity = fromPromise<LatestActivity, void>(() => {
    flush();
    return Promise.resolve(last.hearNote() ? last.age() : null);
  });
  const machine = getIdleMachine().provide({ actors: { latestActivity } });
  return createActor(machine, { id: 'idle', input: { ...limits, age: last.age() }, ...options });
}
