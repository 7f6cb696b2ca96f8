import { longestAge } from '../../services/lifetime.js';
import type { SessionCheck } from '../auth.js';
import type { With } from '../engine.js';
import { catchUpWithTombstones } from '../leaving/catch-up.js';
import { heldGeneration, until } from '../until.js';
import { obtain } from './obtain.js';
import type { Refreshes } from './refreshes.js';

/** The verb `check()`: asks the server whether the session lives, unless another tab is asking just now. */
export async function checkSession(
  engine: With<'chart' | 'device' | 'departures'>,
  refreshes: Refreshes,
  options: unknown,
): Promise<SessionCheck> {
  const { chart, device } = engine;
  await until(chart, (snapshot) => !snapshot.matches('initializing'));
  catchUpWithTombstones(engine);
  const generation = heldGeneration(chart);
  if (generation === undefined) return 'ended';
  const asked = device.moment();
  const user = isObject(options) && 'user' in options && options.user === true;
  await obtain(engine, refreshes, {
    isMet: ({ life }) => longestAge(life, device.moment()) <= longestSince(asked),
    ...(user && { user }),
  });
  const credentials = heldGeneration(chart) === generation && device.vault.get(generation);
  if (!credentials) return 'ended';
  return longestAge(credentials.life, device.moment()) <= longestSince(asked) ? 'live' : 'unknown';

  function longestSince({ monotonic }: typeof asked): number {
    return device.moment().monotonic - monotonic;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
