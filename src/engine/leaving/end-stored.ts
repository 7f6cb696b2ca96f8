import type { SessionRecord } from '../../services/records.js';
import type { Tombstone } from '../../services/tombstones.js';
import type { Device } from '../device.js';

/**
 * Ends a stored session that nobody is to be shown: raises its tombstone, and tells the other tabs. Who
 * then restores it finishes the logout.
 */
export function endStored(
  { tombstones, tabs, clock }: Device,
  { generation, sessionId }: SessionRecord,
  reason?: Tombstone['reason'],
): void {
  const scope = 'session';
  const why = reason && { reason };
  tombstones.add({
    generation,
    ...(sessionId !== undefined && { sessionId }),
    scope,
    askedAt: clock.now(),
    ...why,
  });
  tabs.tell({ type: 'signedOut', generation, scope, ...why });
}
