import { momentOf } from '../../services/lifetime.js';
import { bounded } from '../../services/bounded.js';
import type { Environment } from '../../services/environment.js';
import { watchLifecycle } from '../../services/lifecycle.js';
import { readSession } from '../../services/read-session.js';
import type { Turn } from '../../services/turn.js';
import { mayHoldSession } from '../choose-backend.js';
import type { With } from '../engine.js';
import type { AuthOptions } from '../options.js';
import { until } from '../until.js';
import type { Attempts } from './attempts.js';
import { findNamed } from './find-named.js';
import { type Known, knownOf, untilKnown } from './known.js';
import { bringFound, listWaiting, type Question } from './bring-found.js';

/** For how long an answer is good, in ms: a page that wakes up more often does not ask again. */
const THROTTLE = 60_000;

/** Asks the backend for a session that this device does not hold: in the background, one tab at a time. */
export interface Current {
  start(): void;
  /**
   * Asks for whom the page shows because the server has named them, where the device was found to hold nobody:
   * they stay shown meanwhile. Resolves once their session is on its way to the device, or will not be in time.
   */
  find(signal: AbortSignal): Promise<void>;
  /** Nobody wants what is being asked for: it is revoked, not shown. */
  leave(): void;
  /** Resolves once what is being asked for is here, or on its way out, or will not come. */
  settled(): Promise<void>;
  /** Asks, where a page that wakes up would. Resolves once there is an answer, or will be none. */
  wake(): Promise<void>;
  stop(): void;
}

type Nouns = With<
  'device' | 'departures' | 'chart' | 'backend' | 'outbox' | 'timeouts' | 'notices'
>;

/** What decides whether to ask, and when. */
interface Occasions {
  readonly environment: Pick<Environment, 'page' | 'cookies'>;
  readonly options: AuthOptions;
  /** One tab's turn to ask. */
  readonly turn: Turn;
}

/** Makes the questioner; it asks nothing of a backend without `current`. */
export function createCurrent(
  engine: Nouns,
  attempts: Attempts,
  { environment, options, turn }: Occasions,
): Current {
  const { chart, device, backend } = engine;
  let stops: readonly (() => void)[] | undefined;
  let isStopped = false;
  let asking: Question | undefined;
  let underWay = Promise.resolve();
  let answeredAt = -Infinity;
  const known = knownOf(options, device);

  async function ask() {
    if (!backend.current || isStopped || device.clock.now() - answeredAt < THROTTLE) return;
    // The device is asked first.
    if (chart.actor.getSnapshot().matches('initializing') && !known.isFinding) return;
    const mayHold = () => mayHoldSession(options, environment, known.isNamed);
    if (!mayHold()) return;
    const question = questionOf(engine, known);
    asking = question;
    const watching = watchOvertaking(engine, question);
    try {
      if (!(await answer(engine, attempts, { turn, mayHold }, question))) return;
      answeredAt = device.clock.now();
      Object.assign(known, { isNamed: false, isEarlyLogout: false });
    } catch {
      // No answer: asked again when the page wakes up, or is online again.
      known.hasFailed = true;
    } finally {
      watching.unsubscribe();
      asking = undefined;
    }
  }

  const wake = () => (asking ? underWay : (underWay = ask()));
  return {
    wake,
    find: (signal) => findNamed(engine, known, wake, signal),
    start() {
      isStopped = false;
      known.hasFailed = false;
      if (!backend.current || stops) return;
      stops = watchOccasions(engine, known, { environment, options }, wake);
      void untilKnown(engine, known, options.initialState?.sessionId).then(() =>
        known.hasFailed ? undefined : wake(),
      );
    },
    leave() {
      if (asking && !asking.isOvertaken) asking.isWanted = false;
    },
    settled: () => (asking ? underWay : Promise.resolve()),
    stop() {
      isStopped = true;
      for (const stop of stops ?? []) stop();
      stops = undefined;
    },
  };
}

const questionOf = ({ chart }: With<'chart'>, known: Known): Question => ({
  isWanted: !known.isEarlyLogout,
  isOvertaken: false,
  waiting: [],
  isAwaited: () => known.isFinding || chart.actor.getSnapshot().matches('loggedOut'),
});

/** Asks again when the page wakes up or is online, and when the last session has ended elsewhere. */
function watchOccasions(
  { chart, notices }: With<'chart' | 'notices'>,
  known: Known,
  { environment: { page }, options: { backend } }: Pick<Occasions, 'environment' | 'options'>,
  wake: () => Promise<void>,
): readonly (() => void)[] {
  const look = () => void wake();
  return [
    watchLifecycle({ page, onWake: look, onOnline: look, onHide() {} }),
    // Whoever is signed in since is not who has left.
    notices.on('signedIn', () => {
      known.isEarlyLogout = false;
    }),
    notices.on('loggedOut', ({ reason }) => {
      // The cookie may be the next user's: that is why the last one has ended.
      if (reason === 'revoked' && typeof backend !== 'object')
        void until(chart, (snapshot) => snapshot.matches('loggedOut')).then(wake);
    }),
  ];
}

/** Notes whether somebody is shown before the answer comes. */
const watchOvertaking = ({ chart }: With<'chart'>, question: Question) =>
  chart.actor.subscribe(({ context }) => {
    if (context.session) question.isOvertaken = true;
  });

/** Whether there was an answer, or no need for one. */
async function answer(
  engine: Nouns,
  attempts: Attempts,
  { turn, mayHold }: Pick<Occasions, 'turn'> & { readonly mayHold: () => boolean },
  question: Question,
): Promise<boolean> {
  const { chart, device, backend, timeouts } = engine;
  const wait = timeouts.refreshTimeout;
  if (!question.isAwaited()) return false;
  // A frozen tab may hold the lock: then two ask, and bring the same session.
  await bounded(device.clock, wait, (signal) => turn.take(signal)).catch(() => {});
  try {
    const { record } = await readSession(device.disk);
    if (!question.isAwaited()) return true;
    // Another tab has asked, and keeps it.
    if (record && !device.tombstones.find(record.generation, record.sessionId))
      chart.actor.send({ type: 'SIGNED_IN_ELSEWHERE', generation: record.generation });
    if (record) return true;
    question.waiting = await listWaiting(engine);
    // The session that the cookie names is on its way out: the outbox tells the server.
    if (question.waiting.some(({ sessionId }) => device.notes.seesCookie(sessionId))) return false;
    // It may have told the server meanwhile, which has taken the cookie away.
    if (!mayHold()) return true;
    const asked = momentOf(device.clock);
    const grant = await bounded(device.clock, wait, async (signal) => backend.current?.(signal));
    if (grant) await bringFound(engine, attempts, { grant, asked }, question);
    return true;
  } finally {
    turn.release();
  }
}
