import type { LogoutCleaner } from '../engine/auth.js';
import { clearWebStorage, type WebStorageChoice } from './web-storage.js';

/**
 * A cleaner that removes items of the app's own from this tab's `sessionStorage`.
 *
 * @throws TypeError that names the option.
 *
 * @example
 * ```ts
 * auth.addCleaner('wizard', clearSessionStorage({ keys: ['wizard-step'] }))
 * ```
 */
export function clearSessionStorage(choice: WebStorageChoice): LogoutCleaner {
  return clearWebStorage('clearSessionStorage', () => globalThis.sessionStorage, choice);
}
