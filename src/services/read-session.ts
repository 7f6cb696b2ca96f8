import type { Disk } from './disk.js';
import type { KeyRecord, SessionRecord } from './records.js';

/** What is on the disk. */
export interface StoredSession {
  readonly record: SessionRecord | undefined;
  readonly key: KeyRecord | undefined;
  /** How many revocations wait. */
  readonly pending: number;
}

/** Reads the stored session, its key and the length of the outbox: one transaction, one round trip. */
export const readSession = (disk: Disk): Promise<StoredSession> =>
  disk.run('readonly', async (transaction) => {
    const [[record], keys, pending] = await Promise.all([
      transaction.all('session'),
      transaction.all('keys'),
      transaction.count('revocations'),
    ]);
    const key = keys.find(({ generation }) => generation === record?.generation);
    return { record, key, pending };
  });
