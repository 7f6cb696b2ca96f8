import type { LogoutScope } from '../machines/types.js';
import type { SessionName } from './session-name.js';
import type { Tombstones } from './tombstones.js';

/** A logout of all sessions stays one, whichever tab finishes it. */
export function wishOf(
  tombstones: Tombstones,
  { generation, sessionId }: SessionName,
  scope: LogoutScope,
  now: number,
) {
  const tombstone = tombstones.find(generation, sessionId);
  return tombstone?.scope === 'everywhere' && tombstone.generation === generation
    ? { scope: tombstone.scope, askedAt: tombstone.askedAt ?? now }
    : { scope, askedAt: now };
}
