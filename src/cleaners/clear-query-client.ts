import type { LogoutCleaner } from '../engine/auth.js';
import { fail } from './check.js';

/** The part of a TanStack Query client that the cleaner uses. */
export interface QueryClientLike {
  cancelQueries(): Promise<unknown>;
  clear(): void;
}

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
  for (const method of ['cancelQueries', 'clear'] as const)
    if (typeof (queryClient as Partial<QueryClientLike> | null)?.[method] !== 'function')
      fail('clearQueryClient', 'queryClient', `must be a query client: it has no "${method}".`);

  return async () => {
    const cancelled = queryClient.cancelQueries();
    queryClient.clear();
    await cancelled;
  };
}
