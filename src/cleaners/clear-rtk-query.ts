import type { LogoutCleaner } from '../engine/auth.js';
import { createChecker, required, withMethods } from '../options/index.js';

/** The part of a Redux store that the cleaner uses. */
export interface StoreLike {
  // Redux types an action by the store that it is for: here, none is looked at.
  dispatch(action: never): unknown;
}

/** The part of an RTK Query API that the cleaner uses. */
export interface RtkQueryApiLike {
  readonly util: {
    resetApiState(): unknown;
    getRunningQueriesThunk(): unknown;
    getRunningMutationsThunk(): unknown;
  };
}

const aStore = required(withMethods('a Redux store', ['dispatch']));
const aUtil = required(
  withMethods('of an RTK Query API', [
    'resetApiState',
    'getRunningQueriesThunk',
    'getRunningMutationsThunk',
  ]),
);

/**
 * A cleaner for RTK Query: aborts what is under way and resets the API's state.
 *
 * @throws TypeError when it is not given a store and an API.
 *
 * @example
 * ```ts
 * auth.addCleaner('api', clearRtkQuery(store, api))
 * ```
 */
export function clearRtkQuery(store: StoreLike, api: RtkQueryApiLike): LogoutCleaner {
  const { check } = createChecker('clearRtkQuery');
  check({ store }, { store: aStore });
  check({ api }, { api: required(withMethods('an RTK Query API', [])) });
  check({ util: api.util }, { util: aUtil });
  const dispatch = (action: unknown) => store.dispatch(action as never);

  return () => {
    const { util } = api;
    for (const running of [util.getRunningQueriesThunk(), util.getRunningMutationsThunk()])
      for (const request of dispatch(running) as { abort(): void }[]) request.abort();
    dispatch(util.resetApiState());
  };
}
