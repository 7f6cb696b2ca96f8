import type { Environment } from '../../services/environment.js';
import type { Names } from '../../services/names.js';

/** Raises a tombstone over whatever is on disk: what any logout can do before anything was read. */
export function signOutUnread({ wildcard }: Names, environment: Partial<Environment>): void {
  try {
    // Only now: the first touch of it makes a page wait.
    const storage = 'localStorage' in environment ? environment.localStorage : window.localStorage;
    storage?.setItem(wildcard, '[{"generation":"*","scope":"session"}]');
  } catch {
    // Forbidden or full: the transaction still does its part.
  }
}
