import { activeAtOf } from './active-at.js';
import type { IdleLimits } from '../../machines/idle-machine.js';
import type { Judge } from '../arriving/judge-stored.js';
import type { Device } from '../device.js';
import { endStored } from '../leaving/end-stored.js';

/**
 * Ends a stored session whose user was away for longer than the limit, as far as this device knows:
 * by the note of the last activity, and where a tab died before it could write one, since the sign-in.
 */
export const judgeIdle =
  (device: Device, limits: IdleLimits | undefined): Judge =>
  (record) => {
    const signedInAt = device.tombstones.areShared ? record.storedAt : undefined;
    const activeAt = activeAtOf(device.notes.activity.read(), record) ?? signedInAt;
    if (limits && activeAt !== undefined && device.clock.now() - activeAt >= limits.after) {
      endStored(device, record, 'idle');
      return true;
    }
    return false;
  };
