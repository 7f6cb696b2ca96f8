import { bounded } from '../../services/bounded.js';
import type { Clock } from '../../services/environment.js';
import { fromReadAhead, type StoredSession } from '../../services/read-session.js';
import type { ReadAhead } from '../../services/read-ahead.js';
import type { Tombstones } from '../../services/tombstones.js';

/** For how long what was read ahead is good enough to be shown, in ms. */
const RECENT = 1_000;

/** What was read ahead, while there is nothing better. */
export interface FirstLook {
  /** Settles as the read does, and holds nothing of it. */
  readonly settled: Promise<unknown>;
  /**
   * What was read: once, while it is recent, and only where tombstones would tell of a logout since.
   * Undefined otherwise. Whatever it is, it is forgotten here.
   */
  take(): Promise<StoredSession | undefined>;
}

/**
 * Waits for what was read ahead.
 *
 * @param timeout - For how long at most, in ms.
 */
export function createFirstLook(
  { at, read }: ReadAhead,
  clock: Clock,
  tombstones: Tombstones,
  timeout: number,
): FirstLook {
  let look: Promise<StoredSession> | undefined = bounded(clock, timeout, () => fromReadAhead(read));
  const settled = look.then(() => {});
  settled.catch(() => {});
  return {
    settled,
    async take() {
      const taken = look;
      look = undefined;
      const isRecent = clock.now() - at <= RECENT;
      return tombstones.areShared && isRecent ? taken?.catch(() => undefined) : undefined;
    },
  };
}
