import { longestAge, momentOf } from '../../services/lifetime.js';
import type { Credentials } from '../../services/vault.js';
import type { SessionCheck } from '../auth.js';
import type { Device } from '../device.js';
import type { With } from '../engine.js';
import { isAsked } from '../is-asked.js';
import { catchUpWithTombstones } from '../leaving/catch-up.js';
import { heldGeneration, untilHeld } from '../until.js';
import { obtain } from './obtain.js';
import type { Refreshes } from './refreshes.js';

/** The verb `check()`: asks the server whether the session lives, unless another tab is asking just now. */
export async function checkSession(
  engine: With<'chart' | 'device' | 'departures'>,
  refreshes: Refreshes,
  options: unknown,
): Promise<SessionCheck> {
  const { chart, device } = engine;
  await untilHeld(chart);
  catchUpWithTombstones(engine);
  const generation = heldGeneration(chart);
  if (generation === undefined) return 'ended';
  const user = isAsked(options, 'user');
  const isSaidNow = isNewerThan(device.vault.get(generation), device);
  await obtain(engine, refreshes, { isMet: isSaidNow, ...(user && { user }) });
  const credentials = heldGeneration(chart) === generation && device.vault.get(generation);
  if (!credentials) return 'ended';
  return isSaidNow(credentials) ? 'live' : 'unknown';
}

/** Whether tokens have come since now, and not merely been found since. */
function isNewerThan(
  before: Credentials | undefined,
  { clock }: Device,
): (held: Credentials) => boolean {
  const asked = momentOf(clock).monotonic;
  return ({ version, life }) =>
    version > (before?.version ?? -1) &&
    longestAge(life, momentOf(clock)) <= momentOf(clock).monotonic - asked;
}
