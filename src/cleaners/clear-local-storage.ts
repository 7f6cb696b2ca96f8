import type { LogoutCleaner } from '../engine/auth.js';
import { clearWebStorage, type WebStorageChoice } from './web-storage.js';

/**
 * A cleaner that removes items of the app's own from `localStorage`. It never touches the engine's
 * keys, not even where a prefix covers them.
 *
 * @throws TypeError that names the option.
 *
 * @example
 * ```ts
 * auth.addCleaner('drafts', clearLocalStorage({ prefix: 'draft:' }))
 * ```
 */
export function clearLocalStorage(choice: WebStorageChoice): LogoutCleaner {
  return clearWebStorage('clearLocalStorage', () => globalThis.localStorage, choice);
}
