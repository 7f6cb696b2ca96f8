import type { IdleLimits } from '../../machines/idle-machine.js';
import type { SessionRecord } from '../../services/records.js';
import type { Device } from '../device.js';

/**
 * Whether a stored session's user was away for longer than the limit, as far as this device knows.
 * Nobody knows where the note of the last activity is gone.
 */
export function isTooLate(
  { clock, notes }: Pick<Device, 'clock' | 'notes'>,
  { generation }: SessionRecord,
  { after }: IdleLimits,
): boolean {
  const activeAt = notes.activity.read(generation);
  return activeAt !== undefined && clock.now() - activeAt >= after;
}
