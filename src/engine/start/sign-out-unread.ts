import type { Environment } from '../../services/environment.js';
import type { Names } from '../../services/names.js';
import { tryLocalStorage } from '../../services/vacancy.js';

/**
 * Raises a tombstone over whatever is on disk: what any logout can do before anything was read. Where it
 * is not taken, the transaction still does its part.
 */
export function signOutUnread({ wildcard }: Names, environment: Partial<Environment>): void {
  tryLocalStorage(environment, (storage) =>
    storage?.setItem(wildcard, '[{"generation":"*","scope":"session"}]'),
  );
}
