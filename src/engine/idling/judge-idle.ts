import type { IdleLimits } from '../../machines/idle-machine.js';
import type { Judge } from '../arriving/judge-stored.js';
import type { Device } from '../device.js';
import { endStored } from '../leaving/end-stored.js';

/**
 * Ends a stored session whose user was away for longer than the limit, as far as this device knows:
 * nobody knows where the note of the last activity is gone.
 */
export const judgeIdle =
  (device: Device, limits: IdleLimits | undefined): Judge =>
  (record) => {
    const activeAt = device.notes.activity.read(record.generation);
    if (limits && activeAt !== undefined && device.clock.now() - activeAt >= limits.after)
      endStored(device, record, 'idle');
  };
