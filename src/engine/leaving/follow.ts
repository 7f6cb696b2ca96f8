import type { AuthView } from '../../machines/view.js';
import { bounded } from '../../services/bounded.js';
import type { SessionName } from '../../services/session-name.js';
import type { With } from '../engine.js';
import { ownNameOf } from '../own-name.js';
import { heldGeneration } from '../until.js';
import { catchUp } from './catch-up.js';
import type { Heard } from './hearsay.js';

/** The longest that the statechart's step waits for a disk that is busy or stuck, in ms. */
export const PATIENCE = 250;

/**
 * Follows a logout in another tab: whatever the statechart says, the app is shown that session no
 * more, from now on. What takes longer, the statechart's step first of all, comes once the acting
 * tab has cleared the disk: ten tabs on two cores would keep one another, and the acting one, from
 * showing it.
 *
 * @param left - What was logged out; the generation `*`: whichever was on disk.
 * @param reason - Why it was.
 */
export async function followLogout(
  engine: With<'chart' | 'departures' | 'device'>,
  left: SessionName,
  reason: Heard = 'loggedOutElsewhere',
): Promise<void> {
  const { chart, departures, device } = engine;
  const shown = heldGeneration(chart);
  const isWildcard = left.generation === '*';
  const now = device.clock.now();
  departures.hear(left.generation, now, reason);
  departures.hearOf(left);
  // A session that never was on disk is not meant by the wildcard.
  if (isWildcard && shown && !device.vault.get(shown)?.key) return;
  const generation = (isWildcard && shown) || ownNameOf(engine, left);
  departures.hear(generation, now, reason);
  if (generation !== shown) return chart.actor.send({ type: 'SIGNED_OUT_ELSEWHERE', generation });
  chart.hide(generation, (view) => hiddenView(view, reason));
  // React renders what it was told in a microtask, which comes before this one.
  await Promise.resolve();
  // The disk answers behind the acting tab's transaction. What it says is asked again later.
  await bounded(device.clock, PATIENCE, () => device.store.has(generation)).catch(() => {});
  catchUp(engine);
}

/** The view of a session that was logged out elsewhere, while the machine's own step has not come yet. */
const hiddenView = ({ storage, pendingRevocations }: AuthView, reason: Heard): AuthView => ({
  status: 'loggingOut',
  ready: true,
  isAuthenticated: false,
  user: null,
  idle: null,
  storage,
  pendingRevocations,
  reason,
  device: null,
  server: 'notNeeded',
  app: null,
});
