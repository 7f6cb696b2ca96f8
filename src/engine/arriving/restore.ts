import type { RestoreOutput } from '../../machines/services.js';
import type { StoredSession } from '../../services/read-session.js';
import { unseal } from '../../services/unseal.js';
import type { With } from '../engine.js';
import type { CleanRemains } from '../leaving/clean-remains.js';
import { dropRecord } from '../leaving/give-up.js';
import { reportFault } from '../report-fault.js';
import { ServiceError } from '../service-error.js';

/**
 * The service that restores the stored session. One that has a tombstone, or that this tab was told is
 * logged out, is not restored: its logout is finished instead. One that is expired, corrupt or foreign
 * is dropped. Where nobody is there any more, the app's cleaners run before anybody else can be.
 */
export async function restoreSession(
  engine: With<'device' | 'departures' | 'outbox' | 'notices' | 'timeouts'>,
  cleanRemains: CleanRemains,
  look: Promise<StoredSession>,
  signal: AbortSignal,
): Promise<RestoreOutput> {
  const { disk, tombstones, clock, notes } = engine.device;
  try {
    const wildcard = tombstones.find('*');
    const stored = await look;
    const { record, pending } = stored;
    if (pending) engine.outbox.changed();
    if (
      record &&
      !tombstones.find(record.generation, record.sessionId) &&
      !engine.departures.isOut(record.generation) &&
      record.expiresAt > clock.now()
    ) {
      const session = await openSession(engine, stored, signal);
      if (session) notes.remains.begin(record.generation);
      if (session) return { session, storage: disk.storage, reason: 'noSession' };
    }
    if (record) notes.remains.begin(record.generation);
    const reason = record ? await dropRecord(engine, record) : 'noSession';
    // A memory disk says nothing of what the real one holds.
    if (!record && !disk.isUnread) tombstones.lower(wildcard);
    await cleanRemains(engine.timeouts.restoreTimeout / 2);
    void notes.vacancy.put();
    return { session: null, storage: disk.storage, reason };
  } catch (error) {
    throw new ServiceError(reportFault(engine.notices, 'restore', error));
  }
}

/** Opens the seal; null where it does not open, or the session was signed out meanwhile. */
async function openSession(
  { device, departures }: With<'device' | 'departures'>,
  { record, key }: StoredSession,
  signal: AbortSignal,
): Promise<RestoreOutput['session']> {
  if (!record || !key) return null;
  const { generation, expiresAt, sealed, sessionId, ticket, everywhereTicket } = record;
  const opened = await unseal(device.crypto?.subtle, key.key, generation, sealed).catch(() => null);
  if (signal.aborted) throw new ServiceError('superseded');
  if (!(opened && !device.tombstones.find(generation, sessionId) && !departures.isOut(generation)))
    return null;
  const { user, credentials } = opened;
  device.vault.set(generation, {
    ...credentials,
    ticket,
    everywhereTicket,
    expiresAt,
    ...(sessionId !== undefined && { sessionId }),
    key: key.key,
  });
  return { generation, user, expiresAt };
}
