import { createApiClient } from './api/client.js';
import { transportOf } from './api/default-transport.js';
import type { AuthHandlerSettings } from './auth-handler-options.js';
import { createSessionCookies } from './cookies/session-cookies.js';
import { createSignedOutCookies } from './cookies/signed-out-cookies.js';
import type { Reporter } from './errors.js';
import { createKnownUsers } from './known-users.js';
import { createRefreshesUnderWay } from './refreshes-under-way.js';
import type { RouteContext } from './routes/route.js';
import { createSealedTokens } from './sealed-tokens.js';
import { createTickets } from './tickets.js';

/** Everything that the routes of one handler share. */
export function createHandlerContext(
  settings: AuthHandlerSettings,
  { report, reportOnce }: Reporter,
): RouteContext {
  const { secretKey, apiUrl, timeout, fetch, ticketSecret, cookie } = settings;
  const api = createApiClient({ secretKey, apiUrl, timeout, transport: transportOf(fetch) });
  const { mapUser, claims, onSignIn, onLogout } = settings;
  return {
    api,
    users: createKnownUsers(api),
    grants: {
      tickets: createTickets(ticketSecret),
      userOptions: { mapUser, claims },
      cookieOnly: cookie?.only ?? false,
    },
    cookies: cookie && createSessionCookies(cookie),
    signedOut: cookie && createSignedOutCookies(cookie),
    sealed: createSealedTokens(ticketSecret),
    underWay: createRefreshesUnderWay(),
    settings: {
      sessionExpiresIn: settings.sessionExpiresIn,
      slidingSession: settings.slidingSession,
      clearSiteData: settings.clearSiteData,
      timeout,
      hooks: { onSignIn, onLogout },
      clientAddress: settings.clientAddress,
    },
    report,
    reportOnce,
  };
}
