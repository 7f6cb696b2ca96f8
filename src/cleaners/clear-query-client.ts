import type { LogoutCleaner } from '../engine/auth.js';
import { createChecker, required, withMethods } from '../options/index.js';

/** The part of a TanStack Query client that the cleaner uses. */
export interface QueryClientLike {
  cancelQueries(): Promise<unknown>;
  clear(): void;
}

const aQueryClient = required(withMethods('a query client', ['cancelQueries', 'clear']));

/**
 * A cleaner for a TanStack Query client: cancels the queries under way, so that no late answer fills
 * the cache again, and empties the cache at once.
 *
 * @throws TypeError when it is not given a query client.
 *
 * @example
 * ```ts
 * auth.addCleaner('queries', clearQueryClient(queryClient))
 * ```
 */
export function clearQueryClient(queryClient: QueryClientLike): LogoutCleaner {
  const { check } = createChecker('clearQueryClient');
  check({ queryClient }, { queryClient: aQueryClient });

  return async () => {
    const cancelled = queryClient.cancelQueries();
    queryClient.clear();
    await cancelled;
  };
}
