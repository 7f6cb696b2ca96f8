import type { StoredSession } from '../../services/read-session.js';
import type { SessionRecord } from '../../services/records.js';
import type { Device } from '../device.js';

/** Ends a stored session that nobody is to be shown, before it is. */
export type Judge = (record: SessionRecord) => void | Promise<void>;

/** What is on the disk, once it was judged: one that the clock calls over as well, which may be wrong. */
export async function judgeStored(
  { tombstones }: Pick<Device, 'tombstones'>,
  judges: readonly Judge[],
  look: Promise<StoredSession>,
): Promise<StoredSession> {
  const stored = await look;
  const { record } = stored;
  for (const judge of judges)
    if (record && !tombstones.find(record.generation, record.sessionId)) await judge(record);
  return stored;
}
