import { bounded } from '../../services/bounded.js';
import type { Environment } from '../../services/environment.js';
import { fromReadAhead, type StoredSession } from '../../services/read-session.js';
import type { Core } from '../core.js';

/** For how long what was read ahead is good enough to be shown, in ms. */
const RECENT = 1_000;

/**
 * What was read ahead, while there is nothing better: once, while it is recent, and only where
 * tombstones would tell of a logout since. Undefined otherwise.
 */
export function createFirstLook(core: Core, { clock, localStorage }: Environment) {
  const read = bounded(clock, core.timeouts.restoreTimeout / 4, () => fromReadAhead(core.ahead));
  read.catch(() => {});
  let isTaken = false;
  return {
    read,
    async take(): Promise<StoredSession | undefined> {
      if (isTaken || !localStorage || clock.now() - core.createdAt > RECENT) return undefined;
      isTaken = true;
      return read.catch(() => undefined);
    },
  };
}
