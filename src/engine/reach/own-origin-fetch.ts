import type { Refreshes } from '../arriving/refreshes.js';
import { getSessionTokens } from '../arriving/session-tokens.js';
import type { Auth } from '../auth.js';
import type { With } from '../engine.js';
import { authFetch, type SessionAccess } from './auth-fetch.js';

/** The verb `fetch()`: the page's own origin alone may see the JWT. */
export function ownOriginFetch(
  engine: With<'chart' | 'device' | 'departures'>,
  refreshes: Refreshes,
  send: typeof fetch,
): Auth['fetch'] {
  const { chart } = engine;
  const access: SessionAccess = {
    getView: chart.getView,
    subscribe: chart.subscribe,
    get signal() {
      return chart.signal();
    },
    getSessionTokens: (options) => getSessionTokens(engine, refreshes, options),
  };
  const isAllowed = (origin: string) => origin === globalThis.location?.origin;
  return (input, init) => authFetch(access, { isAllowed, fetch: send }, input, init);
}
