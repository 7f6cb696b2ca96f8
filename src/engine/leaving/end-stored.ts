import type { SessionRecord } from '../../services/records.js';
import { nameOf } from '../../services/session-name.js';
import type { Tombstone } from '../../services/tombstones.js';
import type { Device } from '../device.js';

/**
 * Ends a stored session that nobody is to be shown: raises its tombstone, and tells the other tabs. Who
 * then restores it finishes the logout.
 */
export function endStored(
  { tombstones, tabs, clock }: Device,
  record: SessionRecord,
  reason?: Tombstone['reason'],
): void {
  const scope = 'session';
  const name = nameOf(record);
  const why = reason && { reason };
  tombstones.add({ ...name, scope, askedAt: clock.now(), ...why });
  tabs.tell({ type: 'signedOut', ...name, scope, ...why });
}
