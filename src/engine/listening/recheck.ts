import { backgroundClock } from '../../services/background-clock.js';
import { readSession } from '../../services/read-session.js';
import { type Lifetime, sessionLeft, sessionState, momentOf } from '../../services/lifetime.js';
import { adoptRecord } from '../arriving/adopt.js';
import type { Current } from '../arriving/current.js';
import { proveSession } from '../arriving/prove.js';
import type { Refreshes } from '../arriving/refreshes.js';
import { heldGeneration } from '../until.js';
import type { Chart } from '../chart.js';
import type { With } from '../engine.js';
import { catchUpWithTombstones, leaveAsElsewhere } from '../leaving/catch-up.js';
import { dropRecord } from '../leaving/give-up.js';
import { untilReady } from '../until-ready.js';
import type { OutboxRunner } from './outbox-runner.js';
import type { Revalidation } from './revalidation.js';

/** How long after a failed look at the disk it is tried once more, in ms. */
const SECOND_LOOK = 1_000;
/** The longest wait until a restore that keeps failing is tried again, in ms. */
const LONGEST_WAIT = 5 * 60_000;

/** Finds out what the page slept through: a logout, a sign-in, the session's end. */
export interface Recheck {
  /** Resolves once the disk has been looked at, or could not be. */
  look(): Promise<void>;
  stop(): void;
}

/** What is told of the outbox: how many revocations wait on the disk, or that this was not read. */
type Counter = Pick<OutboxRunner, 'counted' | 'changed'>;

/** @param counter - Is told what a look has seen of the outbox. */
export function createRecheck(
  engine: With<'chart' | 'device' | 'departures' | 'notices' | 'outbox'>,
  counter: Counter,
  refreshes: Refreshes,
): Recheck {
  const clock = backgroundClock(engine.device.clock);
  let expiryTimer: unknown;
  let lookTimer: unknown;

  function watchExpiry() {
    clock.clearTimeout(expiryTimer);
    const life = lifeOf(engine);
    if (!life) return;
    const now = momentOf(engine.device.clock);
    if (sessionState(life, now) === 'live')
      expiryTimer = clock.setTimeout(watchExpiry, Math.max(1, sessionLeft(life, now)));
    else void proveSession(engine, refreshes).then(watchProven);
  }
  /** Where it is not shown to live, it is on its way out. */
  function watchProven() {
    const life = lifeOf(engine);
    if (life && sessionState(life, momentOf(engine.device.clock)) === 'live') watchExpiry();
  }
  engine.notices.on('signedIn', watchExpiry);
  engine.notices.on('loggedOut', watchExpiry);

  function lookLater(delay: number) {
    clock.clearTimeout(lookTimer);
    const lookAgain = () => void lookAtDisk(engine, counter).catch(() => {});
    lookTimer = clock.setTimeout(lookAgain, delay);
  }
  watchFailures(engine.chart, (failures) =>
    lookLater(Math.min(SECOND_LOOK * 2 ** (failures - 1), LONGEST_WAIT)),
  );

  return {
    look() {
      if (isNamedOut(engine)) engine.chart.contradict();
      catchUpWithTombstones(engine);
      watchExpiry();
      clock.clearTimeout(lookTimer);
      return lookAtDisk(engine, counter).catch(() => {
        counter.changed();
        lookLater(SECOND_LOOK);
      });
    },
    stop() {
      clock.clearTimeout(expiryTimer);
      clock.clearTimeout(lookTimer);
    },
  };
}

/** The verb `recheck()`. While the device is being asked who is signed in, that is looked at anyway. */
export async function recheckNow(
  chart: Chart,
  recheck: Recheck,
  others: { readonly revalidation: Revalidation; readonly current: Current },
): Promise<void> {
  if (chart.actor.getSnapshot().matches('initializing')) await untilReady(chart);
  const looked = recheck.look();
  others.revalidation.check();
  await Promise.all([looked, others.current.wake()]);
}

/** The life of the session that is shown. */
const lifeOf = ({ chart, device }: With<'chart' | 'device'>): Lifetime | undefined =>
  device.vault.get(heldGeneration(chart) ?? '')?.life;

/**
 * Calls back when a restore was too late or failed, with how many times in a row: the session may be
 * there, and nothing else tells this tab.
 */
function watchFailures({ actor }: Chart, onFailure: (failures: number) => void): void {
  let failures = 0;
  let hasFailed = false;
  actor.subscribe((snapshot) => {
    const { session, reason } = snapshot.context;
    const fails = reason === 'storageFailed' && snapshot.matches('loggedOut');
    if (session) failures = 0;
    if (fails && !hasFailed) onFailure(++failures);
    hasFailed = fails;
  });
}

/** Whether the session that the server has named to this page was signed out on this device since. */
const isNamedOut = ({ chart, device }: With<'chart' | 'device'>): boolean =>
  chart.named !== undefined && device.tombstones.find('', chart.named) !== undefined;

/** Whether the session that is shown is in this tab's memory only: the disk does not know of it. */
function isInMemory({ chart, device }: With<'chart' | 'device'>): boolean {
  const shown = heldGeneration(chart);
  return shown !== undefined && !device.vault.get(shown)?.key;
}

/** Compares what is shown with what is on the disk, which is right. */
async function lookAtDisk(
  engine: With<'chart' | 'device' | 'departures' | 'outbox'>,
  counter: Counter,
): Promise<void> {
  const { chart, device } = engine;
  const before = heldGeneration(chart);
  if (isInMemory(engine)) return counter.changed();
  const wildcard = device.tombstones.find('*');
  const { record, pending } = await readSession(device.disk);
  counter.counted(pending);
  // Somebody may have signed in while the disk was busy.
  if (isInMemory(engine)) return;
  const stored = record?.generation;
  if (record) device.notes.vacancy.withdraw();
  // Raised by a logout that was asked for before anything was read: it has found nobody.
  else if (!device.disk.isUnread) device.tombstones.lower(wildcard);
  if (record && device.tombstones.find(record.generation, record.sessionId))
    await dropRecord(engine, record);
  else if (stored && stored !== before)
    chart.actor.send({ type: 'SIGNED_IN_ELSEWHERE', generation: stored });
  else if (record && stored === before) await adoptRecord(engine, record).catch(() => false);
  else if (before && stored !== before) leaveAsElsewhere(engine, before);
}
