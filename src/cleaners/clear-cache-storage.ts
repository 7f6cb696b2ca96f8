import type { LogoutCleaner } from '../engine/auth.js';
import { aChoice, checkChoice } from './check.js';

/** Which caches a logout deletes: those with these names, or those whose name begins so. */
export type CacheStorageChoice =
  | { readonly names: readonly string[]; readonly prefix?: never }
  | { readonly prefix: string; readonly names?: never };

/**
 * A cleaner that deletes caches of the Cache Storage API, as service workers fill them.
 *
 * @param choice - Which ones. Default: every cache of the origin.
 * @throws TypeError that names the option.
 *
 * @example
 * ```ts
 * auth.addCleaner('caches', clearCacheStorage({ prefix: 'user-' }))
 * ```
 */
export function clearCacheStorage(choice?: CacheStorageChoice): LogoutCleaner {
  if (choice !== undefined) checkChoice('clearCacheStorage', choice, aChoice('names'));
  const { names, prefix = '' } = choice ?? {};

  return async ({ signal }) => {
    const storage = (globalThis as { caches?: CacheStorage }).caches;
    if (!storage) return;
    const chosen = names ?? (await storage.keys()).filter((name) => name.startsWith(prefix));
    signal.throwIfAborted();
    await Promise.all(chosen.map((name) => storage.delete(name)));
  };
}
