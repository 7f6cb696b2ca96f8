import type { SessionName } from '../../services/session-name.js';
import type { With } from '../engine.js';

/**
 * The generation under which this browser has signed a session out, whatever the backend says of it
 * now: it is not shown, and its revocation is sent again.
 */
export function leftAs(
  { device, departures }: With<'device' | 'departures'>,
  attempt: string,
  { sessionId }: Pick<SessionName, 'sessionId'>,
): string | undefined {
  const tombstone = device.tombstones.find(attempt, sessionId);
  if (tombstone?.generation === attempt) return tombstone.raisedFor ?? attempt;
  return sessionId === undefined ? undefined : departures.leftAs(sessionId);
}
