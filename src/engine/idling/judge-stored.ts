import type { IdleLimits } from '../../machines/idle-machine.js';
import type { StoredSession } from '../../services/read-session.js';
import type { With } from '../engine.js';
import { endStored } from '../leaving/end-stored.js';
import { isTooLate } from './is-too-late.js';

/** Ends what is on the disk, where its user was away for longer than the limit, before it is shown. */
export async function judgeStored(
  { device }: With<'device'>,
  limits: IdleLimits | undefined,
  look: Promise<StoredSession>,
): Promise<StoredSession> {
  const stored = await look;
  const { record } = stored;
  const isDecided =
    !record ||
    record.expiresAt <= device.clock.now() ||
    device.tombstones.find(record.generation, record.sessionId) !== undefined;
  if (!isDecided && limits && isTooLate(device, record, limits)) endStored(device, record, 'idle');
  return stored;
}
