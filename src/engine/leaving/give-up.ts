import type { RestoreOutput } from '../../machines/services.js';
import type { ClearRequest } from '../../services/clear-session.js';
import { StorageError } from '../../services/disk.js';
import type { SessionRecord } from '../../services/records.js';
import type { With } from '../engine.js';
import { nameWildcard } from './clear.js';
import { leftAs } from './left-as.js';
import { deliverUnstored, revokeFromMemory } from './revoke.js';

/**
 * A session that nobody waits for any more: revoked, and taken off the disk if it got there. One that
 * has left this browser before is revoked under the generation of then: what waits is sent once.
 *
 * @param leftBefore - That generation, where the caller knows it.
 */
export async function abandonSession(
  engine: With<'device' | 'departures' | 'outbox'>,
  attempt: string,
  leftBefore?: string,
): Promise<void> {
  const { device, outbox } = engine;
  const { vault, tombstones, store, tabs, clock } = device;
  const credentials = vault.get(attempt);
  if (!credentials) return;
  vault.delete(attempt);
  const now = clock.now();
  const { ticket, everywhereTicket, expiresAt, sessionId } = credentials;
  const generation = leftBefore ?? leftAs(engine, attempt, credentials) ?? attempt;
  const name = { generation, ...(sessionId !== undefined && { sessionId }) };
  const scope = 'session';
  tombstones.add({ ...name, scope, askedAt: now });
  // Where another tab has found it, too.
  if (sessionId !== undefined) tabs.tell({ type: 'signedOut', ...name, scope });
  const request = { ...name, scope, ticket, everywhereTicket, now, expiresAt } as const;
  const clear = (more: Pick<ClearRequest, 'tell'> & Partial<ClearRequest>) =>
    store
      .clear({ ...request, wasDealtWith: () => false, sender: null, notBefore: now, ...more })
      .catch(() => null);
  if (generation !== attempt) await clear({ generation: attempt, tell: false });
  const claim = await clear({ tell: true });
  if (!claim?.entry)
    await revokeFromMemory(outbox, credentials, { generation, scope, askedAt: now });
  outbox.changed();
}

/**
 * Finishes a logout that was cut off, or removes a record that cannot be used; says which.
 *
 * @param isExpired - Whether its session has reached its end.
 */
export async function dropRecord(
  { device, outbox, departures }: With<'device' | 'outbox' | 'departures'>,
  record: SessionRecord,
  isExpired = false,
): Promise<RestoreOutput['reason']> {
  // It is in memory, which took the disk's place: no tombstone means that one.
  if (device.disk.isUnread) throw new StorageError('unavailable');
  const { generation, sessionId } = record;
  const now = device.clock.now();
  const tombstone = device.tombstones.find(generation, sessionId);
  const wildcard = device.tombstones.find('*');
  const scope = tombstone?.scope ?? 'session';
  const heard = departures.isOut(generation, sessionId);
  const isOut = tombstone !== undefined || heard;
  const clearing = device.store.clear({
    // One that cannot be used may stand under any key.
    generation: isOut || isExpired ? generation : '*',
    scope,
    ticket: null,
    everywhereTicket: null,
    wasDealtWith: () => true,
    sender: null,
    now,
    notBefore: now,
    expiresAt: now,
    tell: typeof generation === 'string',
    // Somebody may have signed in meanwhile.
    isMeant: (stored) => stored.generation === generation,
  });
  if (isOut) departures.drop(generation, clearing);
  const claim = await clearing;
  // Read from the disk, but cleared in memory: it fell back to that in between.
  if (device.disk.isUnread) throw new StorageError('unavailable');
  nameWildcard(device, claim, { ...tombstone, scope }, wildcard);
  if (claim.unstored) void deliverUnstored(outbox, claim.unstored);
  outbox.changed();
  if (isOut) return tombstone?.reason ?? heard ?? 'loggedOutElsewhere';
  if (isExpired) return 'expired';
  throw new StorageError('corrupt_record');
}
