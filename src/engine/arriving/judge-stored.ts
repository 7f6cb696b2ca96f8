import type { StoredSession } from '../../services/read-session.js';
import type { SessionRecord } from '../../services/records.js';
import type { Device } from '../device.js';

/** Ends a stored session that nobody is to be shown, before it is. */
export type Judge = (record: SessionRecord) => void | Promise<void>;

/** What is on the disk, once it was judged: unless it is over anyhow. */
export async function judgeStored(
  { tombstones, clock }: Pick<Device, 'tombstones' | 'clock'>,
  judges: readonly Judge[],
  look: Promise<StoredSession>,
): Promise<StoredSession> {
  const stored = await look;
  const { record } = stored;
  for (const judge of judges)
    if (
      record &&
      record.expiresAt > clock.now() &&
      !tombstones.find(record.generation, record.sessionId)
    )
      await judge(record);
  return stored;
}
