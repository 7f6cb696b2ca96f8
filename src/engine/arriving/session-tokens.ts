import { isDevelopment } from '../../options/is-development.js';
import { isFresh, jwtLeft, momentOf } from '../../services/lifetime.js';
import type { Credentials } from '../../services/vault.js';
import type { SessionTokens } from '../auth.js';
import { heldGeneration, untilHeld } from '../until.js';
import type { Device } from '../device.js';
import type { With } from '../engine.js';
import { isAsked } from '../is-asked.js';
import { catchUpWithTombstones } from '../leaving/catch-up.js';
import { obtain } from './obtain.js';
import { proveSession } from './prove.js';
import type { Refreshes } from './refreshes.js';

/** A JWT with less than this to live is refreshed before it is handed out, in ms. */
export const FRESHNESS = 30_000;

/** The verb `getSessionTokens()`. */
export async function getSessionTokens(
  engine: With<'chart' | 'device' | 'departures'>,
  refreshes: Refreshes,
  options: unknown,
): Promise<SessionTokens | null> {
  const { chart, device } = engine;
  await untilHeld(chart);
  const { failures } = refreshes;
  await proveSession(engine, refreshes);
  const credentials = currentCredentials(engine);
  if (!credentials) return null;
  const isMet = isWanted(credentials, device, isAsked(options, 'refresh'));
  // The server that has just not answered is not asked again at once.
  if (refreshes.failures === failures) await obtain(engine, refreshes, { isMet });
  // The page may have slept meanwhile.
  await proveSession(engine, refreshes);
  const tokens = currentCredentials(engine);
  if (!tokens) return null;
  const { sessionToken, sessionJwt } = tokens;
  if (sessionToken || sessionJwt)
    return { sessionToken, sessionJwt, ...(!isMet(tokens) && { isStale: true as const }) };
  tellDeveloper();
  return null;
}

/** Whether a JWT may be handed out: 30 s to live, or what a server that gives less has just given. */
function isWanted(
  { version }: Credentials,
  { clock }: Device,
  isRefused: boolean,
): (held: Credentials) => boolean {
  return ({ life, version: held }) => {
    if (isRefused && held === version) return false;
    const now = momentOf(clock);
    return jwtLeft(life, now) >= FRESHNESS || (held > version && isFresh(life, now, FRESHNESS));
  };
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
