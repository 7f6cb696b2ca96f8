import type { Environment } from '../../services/environment.js';
import type { Names } from '../../services/names.js';
import { tryLocalStorage } from '../../services/vacancy.js';

/**
 * Raises a tombstone over whatever is on disk: what any logout can do before anything was read. Where it
 * is not taken, the transaction still does its part.
 *
 * @param named - The public id of the session that the server has named: it reads the cookie.
 */
export function signOutUnread(
  { wildcard }: Names,
  environment: Partial<Environment>,
  named?: string | null,
): void {
  tryLocalStorage(environment, (storage) => {
    storage?.setItem(wildcard, '[{"generation":"*"}]');
    // A plain one, at once: what loads later writes the one that lasts.
    if (named) document.cookie = `moonkey_tombstone_${named}=1;path=/`;
  });
}
