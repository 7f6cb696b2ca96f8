import type { SessionTokens } from '../auth.js';
import { catchUp, isSignedOut } from './signed-out.js';
import type { Tools } from './tools.js';
import { until } from './until.js';

/** A JWT with less than this to live is refreshed before it is handed out, in ms. */
const FRESHNESS = 30_000;

/** The verb `getSessionTokens()`. */
export async function readTokens(tools: Tools): Promise<SessionTokens | null> {
  const { actor, vault, environment } = tools;

  /** The shown session's credentials, unless another tab signed it out a moment ago. */
  function current() {
    catchUp(tools, isSignedOut);
    const { session } = actor.getSnapshot().context;
    return session ? vault.get(session.generation) : undefined;
  }

  await until(tools, (snapshot) => !snapshot.matches('initializing'));
  const credentials = current();
  if (!credentials) return null;
  if (credentials.jwtExpiresAt - environment.clock.now() < FRESHNESS) {
    actor.send({ type: 'REFRESH' });
    await until(
      tools,
      (snapshot) => !snapshot.matches({ authenticated: { tokens: 'refreshing' } }),
    );
  }
  const tokens = current();
  return tokens ? { sessionToken: tokens.sessionToken, sessionJwt: tokens.sessionJwt } : null;
}
