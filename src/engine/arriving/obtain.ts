import type { With } from '../engine.js';
import { heldGeneration, until } from '../until.js';
import type { Refreshes, Wish } from './refreshes.js';

/**
 * Has the statechart refresh until a wish is met, or a refresh has failed. One that is under way may be for
 * somebody who wants less: then there is a second one.
 */
export async function obtain(
  { chart, device }: With<'chart' | 'device'>,
  refreshes: Refreshes,
  wish: Wish,
): Promise<void> {
  const generation = heldGeneration(chart) ?? '';
  const version = device.vault.get(generation)?.version ?? 0;
  const isMet = () => {
    const credentials = device.vault.get(generation);
    return (
      !credentials || (wish.isMet(credentials) && !(wish.user && credentials.version === version))
    );
  };
  refreshes.wishes.add(wish);
  try {
    for (let turn = 0; turn < 2 && !isMet(); turn += 1) {
      const { failures } = refreshes;
      chart.actor.send({ type: 'REFRESH' });
      await until(chart, (snapshot) => !snapshot.matches(REFRESHING));
      if (refreshes.failures > failures) return;
    }
  } finally {
    refreshes.wishes.delete(wish);
  }
}

const REFRESHING = { authenticated: { tokens: 'refreshing' } } as const;
