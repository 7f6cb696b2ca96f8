import type { LogoutCleaner } from '../engine/auth.js';
import { checkNames, checkOptions, checkPrefix } from './check.js';

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
  const where = 'clearCacheStorage';
  if (choice !== undefined) checkOptions(where, choice, ['names', 'prefix']);
  const { names, prefix = '' } = choice ?? {};
  checkNames(where, 'names', names);
  checkPrefix(where, choice?.prefix);

  return async ({ signal }) => {
    const storage = (globalThis as { caches?: CacheStorage }).caches;
    if (!storage) return;
    const chosen = names ?? (await storage.keys()).filter((name) => name.startsWith(prefix));
    signal.throwIfAborted();
    await Promise.all(chosen.map((name) => storage.delete(name)));
  };
}
