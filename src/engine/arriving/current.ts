import type { AuthSnapshot } from '../../machines/view.js';
import { arrivalOf, type Moment, momentOf } from '../../services/lifetime.js';
import { bounded } from '../../services/bounded.js';
import type { Grant } from '../../services/backend.js';
import type { Environment } from '../../services/environment.js';
import { watchLifecycle } from '../../services/lifecycle.js';
import { randomId } from '../../services/random-id.js';
import { readSession } from '../../services/read-session.js';
import type { SessionName } from '../../services/session-name.js';
import type { Turn } from '../../services/turn.js';
import { credentialsOf } from '../../services/vault.js';
import { mayHoldSession } from '../choose-backend.js';
import type { With } from '../engine.js';
import type { AuthOptions } from '../options.js';
import { ServiceError } from '../service-error.js';
import { abandonSession } from '../leaving/give-up.js';
import { leftAs } from '../leaving/left-as.js';
import { heldGeneration, until } from '../until.js';
import type { Attempts } from './attempts.js';
import { checkGrant } from './check-grant.js';

/** For how long an answer is good, in ms: a page that wakes up more often does not ask again. */
const THROTTLE = 60_000;

/** Asks the backend for a session that this device does not hold: in the background, one tab at a time. */
export interface Current {
  start(): void;
  /** Nobody wants what is being asked for: it is revoked, not shown. */
  leave(): void;
  stop(): void;
}

type Nouns = With<'device' | 'departures' | 'chart' | 'backend' | 'outbox' | 'timeouts'>;

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
  let stopLifecycle: (() => void) | undefined;
  let asking: Question | undefined;
  let answeredAt = -Infinity;
  /** Whether the user has logged out before it was known who is there: whoever it is, is meant. */
  let isEarlyLogout = false;

  async function ask() {
    if (asking || !stopLifecycle || device.clock.now() - answeredAt < THROTTLE) return;
    if (!mayHoldSession(options, environment, answeredAt < 0)) return;
    asking = { isWanted: !isEarlyLogout, waiting: [] };
    try {
      if (!(await answer(engine, attempts, turn, asking))) return;
      answeredAt = device.clock.now();
      isEarlyLogout = false;
    } catch {
      // No answer: asked again when the page wakes up, or is online again.
    } finally {
      asking = undefined;
    }
  }

  return {
    start() {
      if (!backend.current || stopLifecycle) return;
      const wake = () => void ask();
      stopLifecycle = watchLifecycle({
        page: environment.page,
        onWake: wake,
        onOnline: wake,
        onHide() {},
      });
      void until(chart, (snapshot) => !snapshot.matches('initializing')).then(async () => {
        isEarlyLogout = chart.actor.getSnapshot().context.reason === 'logout';
        await until(chart, (snapshot) => !snapshot.matches('loggingOut'));
        wake();
      });
    },
    leave() {
      if (asking) asking.isWanted = false;
    },
    stop() {
      stopLifecycle?.();
      stopLifecycle = undefined;
    },
  };
}

/** What is being asked. */
interface Question {
  /** Whether the user still wants what is asked for. */
  isWanted: boolean;
  /** What waited to be revoked when it was asked: it may be done by the time of the answer. */
  waiting: readonly SessionName[];
}

/** Whether there was an answer, or no need for one. */
async function answer(
  engine: Nouns,
  attempts: Attempts,
  turn: Turn,
  question: Question,
): Promise<boolean> {
  const { chart, device, backend, timeouts } = engine;
  const isNobody = () => chart.actor.getSnapshot().matches('loggedOut');
  const wait = timeouts.refreshTimeout;
  if (!isNobody()) return false;
  // A frozen tab may hold the lock: then two ask, and bring the same session.
  await bounded(device.clock, wait, (signal) => turn.take(signal)).catch(() => {});
  try {
    const { record } = await readSession(device.disk);
    // Another tab has asked, and keeps it.
    if (record && !device.tombstones.find(record.generation, record.sessionId))
      chart.actor.send({ type: 'SIGNED_IN_ELSEWHERE', generation: record.generation });
    if (record || !isNobody()) return true;
    question.waiting = await listWaiting(engine);
    const asked = momentOf(device.clock);
    const grant = await bounded(device.clock, wait, async (signal) => backend.current?.(signal));
    if (grant) await arrive(engine, attempts, { grant, asked }, question);
    return true;
  } finally {
    turn.release();
  }
}

/** Brings it in as any sign-in. One that has a tombstone, or that nobody wants, is revoked instead. */
async function arrive(
  engine: Nouns,
  attempts: Attempts,
  { grant, asked }: { readonly grant: Grant; readonly asked: Moment },
  question: Question,
): Promise<void> {
  const { chart, device } = engine;
  checkGrant(grant);
  // Without it nobody could tell it from one that was signed out here.
  if (grant.sessionId === undefined)
    throw new ServiceError('malformed_grant', 'A grant of "current" must have a "sessionId".');
  // A logout of whichever is on the disk, which cannot be read, means whoever is found.
  const isMeant = device.disk.isUnread && device.tombstones.find('*') !== undefined;
  const isUnwanted = () => !question.isWanted || isMeant;
  // Whoever signs in meanwhile may be given that very session, which must live.
  if (isUnwanted()) await until(chart, isSettled);
  const attempt = randomId(device.crypto);
  const left = await departureOf(engine, question, attempt, grant.sessionId);
  if (left === undefined && (await isHeld(engine, grant))) return;
  if (left !== undefined || isUnwanted()) {
    device.vault.set(attempt, credentialsOf(grant, null, arrivalOf(asked, device.clock)));
    return abandonSession(engine, attempt, left);
  }
  if (!chart.actor.getSnapshot().matches('loggedOut')) return;
  attempts
    .begin(attempt, { run: () => Promise.resolve(grant), asked, isFound: true })
    .catch(() => {});
  chart.actor.send({ type: 'SIGN_IN', attempt, found: true });
  await until(chart, isSettled);
}

/** Nobody is being signed in. */
const isSettled = ({ context }: AuthSnapshot) =>
  context.attempt === null && context.arriving === null;

/**
 * The generation under which the session that is found has left this browser: it is known to have, or,
 * where nothing keeps tombstones, its revocation waits on the disk.
 */
async function departureOf(
  engine: With<'device' | 'departures' | 'outbox'>,
  { waiting }: Question,
  attempt: string,
  sessionId: string,
): Promise<string | undefined> {
  const left = leftAs(engine, attempt, { sessionId });
  if (left) return left;
  const all = [...waiting, ...(await listWaiting(engine))];
  return all.find((entry) => entry.sessionId === sessionId)?.generation;
}

const listWaiting = ({ outbox }: With<'outbox'>): Promise<readonly SessionName[]> =>
  outbox.list().catch(() => []);

/** Whether it is the one that this tab shows, or that this browser has stored, by now. */
async function isHeld(
  { chart, device }: With<'chart' | 'device'>,
  { sessionId }: Grant,
): Promise<boolean> {
  const shown = heldGeneration(chart);
  if (shown && device.vault.get(shown)?.sessionId === sessionId) return true;
  const { record } = await readSession(device.disk);
  return (
    record?.sessionId === sessionId && !device.tombstones.find(record?.generation ?? '', sessionId)
  );
}
