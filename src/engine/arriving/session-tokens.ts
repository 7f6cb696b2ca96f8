import { isDevelopment } from '../../options/is-development.js';
import type { Credentials } from '../../services/vault.js';
import type { SessionTokens } from '../auth.js';
import { heldGeneration, until } from '../until.js';
import type { With } from '../engine.js';
import { catchUpWithTombstones } from '../leaving/catch-up.js';

/** A JWT with less than this to live is refreshed before it is handed out, in ms. */
const FRESHNESS = 30_000;

/** The verb `getSessionTokens()`. */
export async function getSessionTokens(
  engine: With<'chart' | 'device' | 'departures'>,
  options?: { refresh?: boolean },
): Promise<SessionTokens | null> {
  const { chart, device } = engine;
  await until(chart, (snapshot) => !snapshot.matches('initializing'));
  const credentials = currentCredentials(engine);
  if (!credentials) return null;
  if (options?.refresh === true || credentials.jwtExpiresAt - device.clock.now() < FRESHNESS) {
    chart.actor.send({ type: 'REFRESH' });
    await until(
      chart,
      (snapshot) => !snapshot.matches({ authenticated: { tokens: 'refreshing' } }),
    );
  }
  const tokens = currentCredentials(engine);
  if (!tokens) return null;
  const { sessionToken, sessionJwt } = tokens;
  if (sessionToken || sessionJwt) return { sessionToken, sessionJwt };
  tellDeveloper();
  return null;
}

let isTold = false;

/** In development, once. */
function tellDeveloper(): void {
  if (isTold || !isDevelopment()) return;
  isTold = true;
  console.warn(
    '[moonkey] getSessionTokens() gave null though somebody is signed in: the session is in a cookie that no script may read. Let the browser send that.',
  );
}

/** The shown session's credentials, unless another tab signed it out a moment ago. */
function currentCredentials(
  engine: With<'chart' | 'device' | 'departures'>,
): Credentials | undefined {
  catchUpWithTombstones(engine);
  const generation = heldGeneration(engine.chart);
  return generation === undefined ? undefined : engine.device.vault.get(generation);
}
