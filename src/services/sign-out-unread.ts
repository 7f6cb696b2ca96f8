import type { LocalStorageLike } from './environment.js';

/** Raises a tombstone over whatever is on disk: what any logout can do before anything was read. */
export function signOutUnread(tombstones: string, storage: LocalStorageLike | undefined): void {
  try {
    storage?.setItem(tombstones, '[{"generation":"*","scope":"session"}]');
  } catch {
    // Forbidden or full: the transaction still does its part.
  }
}
