import type { User } from '../../machines/types.js';
import type { AuthSnapshot } from '../../machines/view.js';
import { arrivalOf, type Moment } from '../../services/lifetime.js';
import type { Grant } from '../../services/backend.js';
import { randomId } from '../../services/random-id.js';
import { readSession } from '../../services/read-session.js';
import type { SessionName } from '../../services/session-name.js';
import { credentialsOf } from '../../services/vault.js';
import type { With } from '../engine.js';
import { ServiceError } from '../service-error.js';
import { abandonSession } from '../leaving/give-up.js';
import { leftAs } from '../leaving/left-as.js';
import { heldGeneration, until } from '../until.js';
import type { Attempts } from './attempts.js';
import { checkGrant } from './check-grant.js';

/** What is being asked. */
export interface Question {
  /** Whether the user still wants what is asked for. */
  isWanted: boolean;
  /** Whether somebody was shown since: then the answer is of before. A logout means who was shown. */
  isOvertaken: boolean;
  /** Whether there is nobody, so that whoever is found may be shown. */
  isAwaited(): boolean;
  /** What waited to be revoked when it was asked: it may be done by the time of the answer. */
  waiting: readonly SessionName[];
}

/** Brings in what was found, as any sign-in. One that has a tombstone, or that nobody wants, is revoked instead. */
export async function bringFound(
  engine: With<'device' | 'departures' | 'chart' | 'outbox'>,
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
  const wildcard = device.disk.isUnread ? device.tombstones.find('*') : undefined;
  const isMeant = wildcard !== undefined && wildcard.spares !== grant.sessionId;
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
  if (question.isOvertaken || !question.isAwaited()) return;
  if (grant.sessionId === chart.named) chart.expect(attempt);
  else chart.contradict();
  const user = sameUser(chart.getView().user, grant.user);
  attempts
    .begin(attempt, {
      run: () => Promise.resolve({ ...grant, user }),
      asked,
      isFound: true,
      ...(grant.remember === false && { remember: false }),
    })
    .catch(() => {});
  chart.actor.send({ type: 'SIGN_IN', attempt, found: true });
  await until(chart, isSettled);
}

/** The one that is shown, so that nothing renders again, unless there is news of them. */
const sameUser = (shown: User | null, found: User): User =>
  shown && JSON.stringify(shown) === JSON.stringify(found) ? shown : found;

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

/** What waits to be revoked. */
export const listWaiting = ({ outbox }: With<'outbox'>): Promise<readonly SessionName[]> =>
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
