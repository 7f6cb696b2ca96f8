import type { RestoreOutput } from '../machines/actors.js';
import { StorageError } from '../services/disk.js';
import { readSession } from '../services/read-session.js';
import type { SessionRecord } from '../services/records.js';
import { unseal } from '../services/unseal.js';
import type { Core } from './core.js';
import { reportFault, ServiceError } from './core.js';

/**
 * Restores the stored session. One that has a tombstone is not restored: its logout is finished
 * instead. One that is expired, corrupt or foreign is dropped.
 */
export async function restoreSession(core: Core, signal: AbortSignal): Promise<RestoreOutput> {
  const { disk, tombstones, vault, environment } = core;
  const nobody = (reason: RestoreOutput['reason']) =>
    ({ session: null, storage: disk.storage, reason }) as const;
  const drop = async (record: SessionRecord) => (await core.load()).drop(record);

  try {
    const { record, key, pending } = await readSession(disk);
    if (pending) void core.load().then((protocol) => protocol.outboxChanged());
    if (!record) {
      tombstones.remove('*');
      return nobody('noSession');
    }
    const { generation, expiresAt, sealed } = record;
    if (tombstones.find(generation)) {
      await drop(record);
      return nobody('loggedOutElsewhere');
    }
    if (expiresAt <= environment.clock.now()) {
      await drop(record);
      return nobody('expired');
    }
    const opened = await unseal(environment.crypto?.subtle, key?.key, generation, sealed).catch(
      () => null,
    );
    if (!opened) {
      await drop(record);
      throw new StorageError('corrupt_record');
    }
    if (tombstones.find(generation)) {
      await drop(record);
      return nobody('loggedOutElsewhere');
    }
    if (signal.aborted) return nobody('storageFailed');
    const { user, credentials } = opened;
    vault.set(generation, { ...record, ...credentials, key: key?.key ?? null });
    return { session: { generation, user, expiresAt }, storage: disk.storage, reason: 'noSession' };
  } catch (error) {
    throw new ServiceError(reportFault(core, 'restore', error));
  }
}
