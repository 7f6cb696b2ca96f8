import type { LogoutCleaner } from '../engine/auth.js';
import { createChecker, required, withMethods } from '../options/index.js';

/** The part of SWR's configuration that the cleaner uses: what `useSWRConfig()` returns. */
export interface SwrLike {
  readonly cache: { keys(): Iterable<string>; delete(key: string): void };
  mutate(key: string, data: undefined, options: { revalidate: false }): Promise<unknown>;
}

const aCache = required(withMethods('a cache', ['keys', 'delete']));

/**
 * A cleaner for SWR: empties its cache, infinite lists included, and drops late answers. Give it what
 * `useSWRConfig()` returns; outside of React, `SWRConfig.defaultValue`.
 *
 * @throws TypeError when it is not given SWR's configuration.
 *
 * @example
 * ```tsx
 * useLogoutCleaner('swr', clearSwr(useSWRConfig()))
 * ```
 */
export function clearSwr(swr: SwrLike): LogoutCleaner {
  const { check } = createChecker('clearSwr');
  check({ swr }, { swr: required(withMethods('what useSWRConfig() returns', ['mutate'])) });
  check({ cache: swr.cache }, { cache: aCache });
  const { cache } = swr;

  return async () => {
    const keys = [...cache.keys()];
    // Told first: requests under way then know that they are too late, and components show nothing.
    const told = keys.map((key) => swr.mutate(key, undefined, { revalidate: false }));
    await Promise.all(told);
    for (const key of keys) cache.delete(key);
  };
}
