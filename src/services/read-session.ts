import type { Disk } from './disk.js';
import { SCHEMA_VERSION } from './indexed-db-disk.js';
import type { RawRead } from './read-ahead.js';
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
    const [sessions, keys, pending] = await Promise.all([
      transaction.all('session'),
      transaction.all('keys'),
      transaction.count('revocations'),
    ]);
    return storedSession(sessions, keys, pending);
  });

/** What was read ahead. Rejects where nothing was, or from a database that is not of our schema. */
export async function fromReadAhead(ahead: Promise<RawRead | undefined>): Promise<StoredSession> {
  const read = await ahead;
  if (read?.[0] !== SCHEMA_VERSION) throw new TypeError('nothing was read ahead');
  const [, sessions, keys, pending] = read;
  return storedSession(sessions, keys, pending);
}

function storedSession(
  [record]: readonly SessionRecord[],
  keys: readonly KeyRecord[],
  pending: number,
): StoredSession {
  const key = keys.find(({ generation }) => generation === record?.generation);
  return { record, key, pending };
}
