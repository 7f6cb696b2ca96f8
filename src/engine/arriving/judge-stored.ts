import type { StoredSession } from '../../services/read-session.js';
import type { SessionRecord } from '../../services/records.js';
import type { Device } from '../device.js';

/** Ends a stored session that nobody is to be shown, before it is. */
export type Judge = (record: SessionRecord) => void | Promise<void>;

/** What is on the disk, once it was judged. */
export interface Judged extends StoredSession {
  /** Whether it has ended here, and by nobody's wish. */
  readonly isEnded: boolean;
}

/** Judges what is on the disk: one that the clock calls over as well, which may be wrong. */
export async function judgeStored(
  { tombstones }: Pick<Device, 'tombstones'>,
  judges: readonly Judge[],
  look: Promise<StoredSession>,
): Promise<Judged> {
  const stored = await look;
  const { record } = stored;
  const isOut = () => !record || tombstones.find(record.generation, record.sessionId) !== undefined;
  let isEnded = false;
  for (const judge of judges)
    if (record && !isOut()) {
      await judge(record);
      isEnded = isOut();
    }
  return { ...stored, isEnded };
}
