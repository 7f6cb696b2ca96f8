import type { Disk } from './disk.js';
import type { KeyRecord, SessionRecord } from './records.js';

/** The key under which the one session is kept. */
export const CURRENT = 'current';

/** Under which key a record's key is kept: a foreign record may hold anything for a generation. */
export const keyOf = ({ generation }: { readonly generation: unknown }) => String(generation);

/** What is on the disk. */
export interface StoredSession {
  readonly record: SessionRecord | undefined;
  readonly key: KeyRecord | undefined;
  /** How many revocations wait. */
  readonly pending: number;
}

/** Reads the stored session, its key and the length of the outbox, in one transaction. */
export const readSession = (disk: Disk): Promise<StoredSession> =>
  disk.run('readonly', async (transaction) => {
    const [record, pending] = await Promise.all([
      transaction.get('session', CURRENT),
      transaction.count('revocations'),
    ]);
    const key = record && (await transaction.get('keys', keyOf(record)));
    return { record, key, pending };
  });
