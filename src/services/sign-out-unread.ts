import type { Environment } from './environment.js';

/** Raises a tombstone over whatever is on disk: what any logout can do before anything was read. */
export function signOutUnread(tombstones: string, environment: Partial<Environment>): void {
  try {
    // Only now: the first touch of it makes a page wait.
    const storage = 'localStorage' in environment ? environment.localStorage : window.localStorage;
    storage?.setItem(tombstones, '[{"generation":"*","scope":"session"}]');
  } catch {
    // Forbidden or full: the transaction still does its part.
  }
}
