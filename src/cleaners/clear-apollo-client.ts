import type { LogoutCleaner } from '../engine/auth.js';
import { createChecker, required, withMethods } from '../options/index.js';

/** The part of an Apollo client that the cleaner uses. */
export interface ApolloClientLike {
  clearStore(): Promise<unknown>;
}

const aClient = required(withMethods('an Apollo client', ['clearStore']));

/**
 * A cleaner for Apollo Client: empties its cache and drops the queries under way, without asking for
 * anything again.
 *
 * @throws TypeError when it is not given an Apollo client.
 *
 * @example
 * ```ts
 * auth.addCleaner('apollo', clearApolloClient(client))
 * ```
 */
export function clearApolloClient(client: ApolloClientLike): LogoutCleaner {
  const { check } = createChecker('clearApolloClient');
  check({ client }, { client: aClient });

  return async () => {
    await client.clearStore();
  };
}
