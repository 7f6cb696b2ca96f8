import type { LogoutScope } from '../machines/types.js';
import type { Tombstones } from './tombstones.js';

/** A logout of all sessions stays one, whichever tab finishes it. */
export function wishOf(
  tombstones: Tombstones,
  generation: string,
  scope: LogoutScope,
  now: number,
) {
  const tombstone = tombstones.find(generation);
  return tombstone?.scope === 'everywhere' && tombstone.generation === generation
    ? { scope: tombstone.scope, askedAt: tombstone.askedAt ?? now }
    : { scope, askedAt: now };
}
