import type { LocalStorageLike } from './environment.js';
import type { Names } from './names.js';

/** Raises a tombstone over whatever is on disk: what any logout can do before anything was read. */
export function signOutUnread(names: Names, storage: LocalStorageLike | undefined): void {
  try {
    storage?.setItem(names.tombstones, '[{"generation":"*","scope":"session"}]');
  } catch {
    // Forbidden or full: the transaction still does its part.
  }
}
