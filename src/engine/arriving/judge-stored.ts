import type { StoredSession } from '../../services/read-session.js';
import type { SessionRecord } from '../../services/records.js';
import type { Device } from '../device.js';

/** Ends a stored session that nobody is to be shown, before it is; says whether it has. */
export type Judge = (record: SessionRecord) => boolean | Promise<boolean>;

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
  let isEnded = false;
  for (const judge of judges)
    if (record && !isEnded && !tombstones.find(record.generation, record.sessionId))
      isEnded = await judge(record);
  return { ...stored, isEnded };
}
