import type { Random } from '../world/random.js';
import type { ActionName } from './actions.js';
import type { Profile } from './profile.js';

/** ms of virtual time: an outbox that is offline tries again all the while. */
const LONGEST_PAUSE = 3_600_000;

/** How long nobody does anything after an action, in ms of virtual time. */
export function pauseAfter(name: ActionName, { server }: Profile, random: Random): number {
  if (name === 'wait') return random.between(500, 60_000);
  if (name === 'letJwtAge') return random.between(265_000, 305_000);
  if (name === 'letSessionExpire') return Math.min(server.sessionLifetime ?? 0, LONGEST_PAUSE);
  const luck = random.next();
  if (luck < 0.55) return 0;
  if (luck < 0.8) return random.between(1, 300);
  return luck < 0.95 ? random.between(300, 6_000) : random.between(6_000, 40_000);
}
