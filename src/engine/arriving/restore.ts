import type { RestoreOutput } from '../../machines/services.js';
import type { PublicSession } from '../../machines/types.js';
import type { StoredSession } from '../../services/read-session.js';
import { bounded } from '../../services/bounded.js';
import { storedLifetime, momentOf } from '../../services/lifetime.js';
import type { SessionRecord } from '../../services/records.js';
import { unseal } from '../../services/unseal.js';
import { storedCredentials } from '../../services/stored-credentials.js';
import type { With } from '../engine.js';
import type { CleanRemains } from '../leaving/clean-remains.js';
import { endStored } from '../leaving/end-stored.js';
import { dropRecord } from '../leaving/give-up.js';
import { revokeUnticketed } from '../leaving/unticketed.js';
import { isCookieGone } from './is-cookie-gone.js';
import type { Judge, Judged } from './judge-stored.js';
import { reportFault } from '../report-fault.js';
import { ServiceError } from '../service-error.js';
import { askAmongTabs } from './refresh.js';
import type { Refreshes } from './refreshes.js';

type Nouns = With<
  'device' | 'departures' | 'outbox' | 'notices' | 'chart' | 'backend' | 'timeouts'
>;

/**
 * The service that restores the stored session. One that has a tombstone, or that this tab was told is
 * logged out, is not restored: its logout is finished instead. One that is expired, corrupt or foreign
 * is dropped. Where nobody is there any more, the app's cleaners run before anybody else can be.
 */
export async function restoreSession(
  engine: Nouns,
  {
    refreshes,
    cleanRemains,
    idleJudge,
  }: {
    readonly refreshes: Refreshes;
    readonly cleanRemains: CleanRemains;
    readonly idleJudge: Judge;
  },
  look: Promise<Judged>,
  signal: AbortSignal,
): Promise<RestoreOutput> {
  const { disk, tombstones, vault, notes } = engine.device;
  let stored: Judged | undefined;
  try {
    const wildcard = tombstones.find('*');
    stored = await look;
    const { record, pending } = stored;
    let isOver = false;
    let { isEnded } = stored;
    if (pending) engine.outbox.changed();
    if (record && !isOut(engine, record)) {
      const session = await openSession(engine, stored, signal);
      if (session) notes.remains.begin(record.generation);
      const isGone = isCookieGone(engine.device, record);
      isOver = session !== null && (await hasEnded(engine, refreshes, session, record));
      if (isOver && isGone) {
        endStored(engine.device, record, 'revoked');
        isEnded = true;
      }
      // The page may have slept since it was judged first.
      if (session && !isOut(engine, record)) isEnded = await idleJudge(record);
      if (signal.aborted) throw new ServiceError('superseded');
      if (session && !isOver && !isOut(engine, record))
        return { session, storage: disk.storage, reason: 'noSession' };
      vault.delete(record.generation);
    }
    if (record) notes.remains.begin(record.generation);
    const reason = record ? await dropRecord(engine, record, isOver) : 'noSession';
    if (isEnded) void revokeUnticketed(engine, stored);
    // A memory disk says nothing of what the real one holds.
    if (!record && !disk.isUnread) tombstones.lower(wildcard);
    await cleanRemains(engine.timeouts.restoreTimeout / 2);
    void notes.vacancy.put();
    return { session: null, storage: disk.storage, reason };
  } catch (error) {
    if (stored) forgetOpened(engine, stored);
    if (signal.aborted) throw error;
    throw new ServiceError(reportFault(engine.notices, 'restore', error));
  }
}

const isOut = (
  { device, departures }: With<'device' | 'departures'>,
  { generation, sessionId }: SessionRecord,
): boolean =>
  device.tombstones.find(generation, sessionId) !== undefined ||
  Boolean(departures.isOut(generation, sessionId));

/**
 * Whether a session has ended that the wall clock calls over, or whose cookie has gone. The clock may be wrong,
 * and the cookie but hidden: so the server is asked, before anything is shown. Where it cannot be, the session
 * is kept.
 */
async function hasEnded(
  engine: Nouns,
  refreshes: Refreshes,
  session: PublicSession,
  record: SessionRecord,
): Promise<boolean> {
  const { device, timeouts } = engine;
  const { isPast } = storedLifetime(record, momentOf(device.clock));
  if (!isPast && !isCookieGone(device, record)) return false;
  const asking = askAmongTabs(engine, refreshes, session);
  const answer = await bounded(device.clock, timeouts.restoreTimeout / 3, () => asking).catch(
    () => null,
  );
  return answer?.kind === 'ended';
}

/** Opens the seal; null where it does not open, or the session was signed out meanwhile. */
async function openSession(
  { device, departures }: With<'device' | 'departures'>,
  { record, key }: StoredSession,
  signal: AbortSignal,
): Promise<RestoreOutput['session']> {
  if (!record || !key) return null;
  const { generation, expiresAt, sealed } = record;
  const opened = await unseal(device.crypto?.subtle, key.key, generation, sealed).catch(() => null);
  if (signal.aborted) throw new ServiceError('superseded');
  if (!opened || isOut({ device, departures }, record)) return null;
  const { life } = storedLifetime(record, momentOf(device.clock));
  device.vault.set(generation, storedCredentials(record, opened, key.key, life));
  return { generation, user: opened.user, expiresAt };
}

/** Forgets what a restore has opened that nobody waits for. A later one has opened the same session with a key of its own. */
function forgetOpened({ device }: With<'device'>, { record, key }: StoredSession): void {
  const { vault } = device;
  if (record && key && vault.get(record.generation)?.key === key.key)
    vault.delete(record.generation);
}
