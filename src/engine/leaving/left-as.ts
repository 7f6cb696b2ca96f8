import type { ClearRequest } from '../../services/clear-session.js';
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

/**
 * A session from memory may have left in another tab already, under the generation that it has there:
 * what waits for that one is all that is sent. What a late transaction has stored of it here goes.
 */
export async function nameAsLeft(
  { device, departures }: With<'device' | 'departures'>,
  request: ClearRequest,
): Promise<ClearRequest> {
  const generation = departures.leftAs(request.sessionId ?? '');
  if (generation === undefined || generation === request.generation) return request;
  await device.store.clear({ ...request, tell: false }).catch(() => {});
  return { ...request, generation };
}
