import type { RestoreOutput } from '../../machines/actors.js';
import type { StoredSession } from '../../services/read-session.js';
import { unseal } from '../../services/unseal.js';
import type { Departures } from './departure.js';
import { ServiceError } from './service-error.js';
import { reportFault, type Tools } from './tools.js';

/**
 * Restores the stored session. One that has a tombstone is not restored: its logout is finished
 * instead. One that is expired, corrupt or foreign is dropped.
 */
export async function restoreSession(
  tools: Tools,
  departures: Departures,
  look: Promise<StoredSession>,
  signal: AbortSignal,
): Promise<RestoreOutput> {
  const { disk, tombstones, vault, environment } = tools;
  try {
    const { record, key, pending } = await look;
    if (pending) tools.outboxChanged();
    if (
      record &&
      !tombstones.find(record.generation) &&
      record.expiresAt > environment.clock.now()
    ) {
      const { generation, expiresAt, sealed } = record;
      const opened = await unseal(environment.crypto?.subtle, key?.key, generation, sealed).catch(
        () => null,
      );
      if (signal.aborted) throw new ServiceError('superseded');
      if (opened && !tombstones.find(generation)) {
        const { user, credentials } = opened;
        vault.set(generation, { ...record, ...credentials, key: key?.key ?? null });
        const session = { generation, user, expiresAt };
        return { session, storage: disk.storage, reason: 'noSession' };
      }
    }
    const reason = record ? await departures.drop(record) : 'noSession';
    // A memory disk says nothing of what the real one holds.
    if (!record && (disk.storage === 'indexeddb' || !environment.indexedDB)) tombstones.remove('*');
    return { session: null, storage: disk.storage, reason };
  } catch (error) {
    throw new ServiceError(reportFault(tools, 'restore', error));
  }
}
