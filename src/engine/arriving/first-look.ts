import { bounded } from '../../services/bounded.js';
import type { Clock } from '../../services/environment.js';
import type { ReadAhead } from '../../services/read-ahead.js';
import { fromReadAhead, type StoredSession } from '../../services/read-session.js';
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
  take(clock: Clock, tombstones: Tombstones): Promise<StoredSession | undefined>;
  /** Nobody takes it any more: the start has had its answer. */
  forget(): void;
}

/** Waits for what was read ahead: for at most `timeout` ms. */
export function createFirstLook(readAhead: ReadAhead, clock: Clock, timeout: number): FirstLook {
  const { at } = readAhead;
  return holdOnce(at, waitFor(readAhead, clock, timeout));
}

const waitFor = ({ read }: ReadAhead, clock: Clock, timeout: number) =>
  bounded(clock, timeout, () => fromReadAhead(read));

/** Nothing but `look` reaches what was read, with the key in it: once it is taken, nothing does. */
function holdOnce(at: number, look: Promise<StoredSession> | undefined): FirstLook {
  const settled = Promise.resolve(look).then(() => {});
  settled.catch(() => {});
  return {
    settled,
    forget() {
      look = undefined;
    },
    async take(clock, tombstones) {
      const taken = look;
      look = undefined;
      const isRecent = clock.now() - at <= RECENT;
      return tombstones.areShared && isRecent ? taken?.catch(() => undefined) : undefined;
    },
  };
}
