import type { Clearing } from '../../machines/services.js';
import { StorageError } from '../../services/disk.js';
import { leaseEnd } from '../../services/lease.js';
import { readSession, type StoredSession } from '../../services/read-session.js';
import { nameOf } from '../../services/session-name.js';
import type { SessionRecord } from '../../services/records.js';
import { type Claim, type ClearRequest, LATELY } from '../../services/clear-session.js';
import type { Tombstone } from '../../services/tombstones.js';
import { type Credentials, isOnDisk } from '../../services/vault.js';
import { deviceDecided, until } from '../until.js';
import type { Device } from '../device.js';
import type { With } from '../engine.js';
import { reportFault } from '../report-fault.js';
import { ServiceError } from '../service-error.js';
import { catchUp } from './catch-up.js';
import { isCookieLeft } from './cookie-left.js';
import type { Departure } from './departures.js';
import { fence } from './fence.js';
import { isEnd } from './hearsay.js';
import { nameAsLeft } from './left-as.js';
import { deliverUnstored } from './revoke.js';
import { tellAlone } from './tell-alone.js';
import { unticketedCredentials } from './unticketed.js';

type Nouns = With<
  'device' | 'chart' | 'departures' | 'outbox' | 'notices' | 'timeouts' | 'backend'
>;

/**
 * The service that clears this device: the fence, where it is not raised yet, then one transaction
 * that deletes the session and its key and adds the outbox entry.
 */
export async function clearDevice(
  engine: Nouns,
  input: Clearing,
  signal: AbortSignal,
): Promise<'cookieLeft' | void> {
  const { departures, outbox, chart, notices } = engine;
  const departure = departures.take(input.generation) ?? fence(engine, input);
  const giveUp = () => departure.decide(null);
  signal.addEventListener('abort', giveUp);
  try {
    const claim = await clear(engine, departure, input, signal);
    return isCookieLeft(departures, departure, claim, input) ? 'cookieLeft' : undefined;
  } catch (error) {
    giveUp();
    if (!input.acting) void tellAlone(engine, departure, input);
    throw new ServiceError(reportFault(notices, 'clear', error));
  } finally {
    // Where the user acted here, the server is told next, with what the ledger holds.
    if (!input.acting) departures.end(input.generation);
    // To count, and to read cookies, takes a page a moment: that the device is clear is shown before.
    void deviceDecided(chart).then(() => {
      outbox.changed();
      engine.device.tombstones.trimCookies();
    });
    void noteVacancy(engine);
  }
}

/** Not before the cleaners have run: the next start waits for those that have not. */
async function noteVacancy({ chart, device }: With<'chart' | 'device'>): Promise<void> {
  await until(chart, (snapshot) => !snapshot.matches('loggingOut'));
  await device.notes.vacancy.put();
}

async function clear(
  engine: Nouns,
  departure: Departure,
  input: Clearing,
  signal: AbortSignal,
): Promise<Claim | undefined> {
  const { device, departures, notices } = engine;
  const { disk, store } = device;
  const { generation, reason, acting } = input;
  const meant = generation === '*' ? await readMeant(device, departure) : undefined;
  if (generation === '*')
    departure.credentials = meant && (await unticketedCredentials(device, meant));
  const { credentials } = departure;
  const onDisk = !credentials || isOnDisk(credentials);
  if ((onDisk || mayBeStoredElsewhere(engine, credentials)) && disk.isUnread)
    throw new StorageError('unavailable');

  // Gone from the disk though nobody logged out: the database was wiped, and nobody was told.
  // Asked late: another tab's logout at the same instant is heard of by then. What is known of this
  // session says nothing of the user's others.
  const wasDealtWith = () =>
    onDisk &&
    (!credentials ||
      departure.isRepeated ||
      (!(acting && request.scope === 'everywhere') &&
        (departures.isOut(generation) !== undefined ||
          departures.answerTo(generation) !== undefined)));
  const request = clearRequest(engine, departure, input, wasDealtWith);

  // Another tab is clearing. We cannot read the disk before it is done, so we look once afterwards.
  const follows = !acting && (reason === 'loggedOutElsewhere' || isEnd(reason)) && wasDealtWith();
  if (follows && !(await store.has(generation))) return undefined;

  const named = onDisk ? request : await nameAsLeft(engine, request);
  const claim = await store.clear(named).catch((error: unknown) => {
    if (onDisk) throw error;
    // A session from memory needs no room on a full disk: the server is told from memory, too.
    reportFault(notices, 'clear', error);
    departure.decide(null);
    return store.clear({ ...named, tell: false });
  });
  if (onDisk && disk.isUnread) throw new StorageError('unavailable');
  departure.decide(claim.kind === 'none' ? ((await departure.dropped) ?? claim) : claim);
  if (generation === '*') {
    // Another tab, which follows this logout, may have deleted it before this one could.
    const left = claim.generation || !meant?.record ? claim : nameOf(meant.record);
    nameWildcard(device, left, request, departure);
    // Late, this tab may show it by now.
    if (left.generation) departures.hear(left.generation, device.clock.now());
    catchUp(engine);
  }
  // Where the user acted here, the server is told next, unless nobody waits for that any more.
  if (acting && !signal.aborted) return claim;
  if (claim.unstored) void deliverUnstored(engine.outbox, claim.unstored);
  else if (!acting && !claim.entry) await tellAlone(engine, departure, input, claim);
  return claim;
}

/**
 * Whether another tab may have found the same session and stored it, and can hear of no tombstone: then
 * only the disk could say that the device is clear.
 */
const mayBeStoredElsewhere = (
  { backend, device }: With<'backend' | 'device'>,
  { sessionId }: Credentials,
): boolean =>
  backend.current !== undefined && sessionId !== undefined && !device.tombstones.areShared;

function clearRequest(
  { device, timeouts }: With<'device' | 'timeouts'>,
  { credentials, isRepeated, askedAt }: Departure,
  { generation, scope: asked, reason, acting }: Clearing,
  wasDealtWith: () => boolean,
): ClearRequest {
  const now = device.clock.now();
  // A tab that only heard of a logout of all sessions may be the one that finishes it.
  const tombstone = device.tombstones.find(generation);
  const scope = tombstone?.generation === generation ? tombstone.scope : asked;
  return {
    generation,
    ...(credentials?.sessionId !== undefined && { sessionId: credentials.sessionId }),
    scope,
    ticket: credentials?.ticket ?? null,
    everywhereTicket: credentials?.everywhereTicket ?? null,
    wasDealtWith,
    isMeant: (record) => isMeantByWildcard(device, askedAt, record),
    isFirst: acting && isOnDisk(credentials) && !isRepeated,
    sender: acting ? device.tabs.self : null,
    now,
    // Nobody else is about to send what only this tab has found out.
    notBefore: isEnd(reason) && !isRepeated ? now : leaseEnd(now, timeouts.revokeTimeout),
    expiresAt: credentials?.expiresAt ?? now,
    // Where the server says so itself, or a clock, it is told all the same: who said so may be wrong.
    tell: true,
  };
}

/**
 * Whether a logout of whichever is on disk means this one. Whoever signs in takes the wildcard away:
 * what a late transaction then finds is the next session. Where tombstones are not shared, only time
 * can tell.
 */
function isMeantByWildcard(
  { tombstones, clock }: Device,
  askedAt: number,
  { storedAt = 0 }: SessionRecord,
): boolean {
  if (tombstones.areShared) return tombstones.find('*') !== undefined;
  return clock.now() - askedAt < LATELY || storedAt <= askedAt;
}

/** The stored session, if the wildcard means it. */
async function readMeant(
  device: Device,
  { askedAt }: Departure,
): Promise<StoredSession | undefined> {
  const stored = await readSession(device.disk).catch(() => undefined);
  return stored?.record && isMeantByWildcard(device, askedAt, stored.record) ? stored : undefined;
}

/** Whichever was on disk has a name now: only that one stays forbidden. */
export function nameWildcard(
  { tombstones, tabs }: Device,
  { generation, sessionId }: Pick<Claim, 'generation' | 'sessionId'>,
  { scope, askedAt }: Pick<Tombstone, 'scope' | 'askedAt'>,
  wildcard: Pick<Tombstone, 'askedAt'> | undefined,
): void {
  if (generation) {
    const name = { generation, ...(sessionId !== undefined && { sessionId }) };
    tombstones.add({ ...name, scope, ...(askedAt !== undefined && { askedAt }) });
    tabs.tell({ type: 'signedOut', ...name, scope });
  }
  tombstones.lower(wildcard);
}
