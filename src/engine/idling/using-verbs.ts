import { checkSession } from '../arriving/check-session.js';
import type { Refreshes } from '../arriving/refreshes.js';
import { getSessionTokens } from '../arriving/session-tokens.js';
import type { Auth } from '../auth.js';
import type { With } from '../engine.js';
import { isAskedByBackend } from '../reach/backend-calls.js';
import { ownOriginFetch } from '../reach/own-origin-fetch.js';
import type { IdleLimit } from './idle-limit.js';

/** The verbs that use the session: none that its user has been away from for too long. */
export function usingVerbs(
  engine: With<'chart' | 'device' | 'departures'>,
  refreshes: Refreshes,
  fetch: typeof globalThis.fetch,
  idle: IdleLimit | undefined,
): Pick<Auth, 'getSessionTokens' | 'check' | 'fetch' | 'stayActive'> {
  const send = ownOriginFetch(engine, refreshes, fetch);
  return {
    getSessionTokens(options) {
      if (isAskedByBackend()) return Promise.resolve(null);
      idle?.look();
      return getSessionTokens(engine, refreshes, options);
    },
    check(options) {
      idle?.look();
      return checkSession(engine, refreshes, options);
    },
    fetch(...request) {
      idle?.look();
      return send(...request);
    },
    stayActive: () => Promise.resolve(idle?.stayActive()),
  };
}
