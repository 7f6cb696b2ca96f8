import type { SessionRecord } from '../../services/records.js';
import { type Moment, storedLifetime, momentOf } from '../../services/lifetime.js';
import { unseal } from '../../services/unseal.js';
import { storedCredentials } from '../../services/stored-credentials.js';
import { bounded } from '../../services/bounded.js';
import type { With } from '../engine.js';

/** How long a disk is waited for that may be stuck, in ms: what is at stake can do without. */
export const DISK_PATIENCE = 2_000;

/**
 * Takes over the tokens that another tab has stored, if they are newer than this tab's.
 *
 * @param arrived - When this tab heard of them. Default: what the record says, by the wall clock.
 */
export async function adoptRecord(
  { device }: With<'device'>,
  record: SessionRecord | undefined,
  arrived?: Moment,
): Promise<boolean> {
  const { vault, crypto } = device;
  if (!record) return false;
  const { generation, sealed, version = 0 } = record;
  const before = vault.get(generation);
  if (!before?.key || version <= before.version) return false;
  const opened = await unseal(crypto?.subtle, before.key, generation, sealed);
  const { life } = storedLifetime(record, momentOf(device.clock));
  const adopted = arrived ? { ...spansOf(record), arrived } : life;
  // It may have been logged out, or refreshed again, meanwhile.
  const now = vault.get(generation);
  if (now?.key !== before.key || version <= now.version) return false;
  vault.set(generation, storedCredentials(record, opened, before.key, adopted));
  return true;
}

/** The same, of a session by its name: what is on the disk now. */
export async function adoptStored(
  engine: With<'device'>,
  generation: string,
  arrived?: Moment,
): Promise<boolean> {
  const { clock, disk } = engine.device;
  const record = await bounded(clock, DISK_PATIENCE, () =>
    disk.run('readonly', (transaction) => transaction.get('session', generation)),
  );
  return adoptRecord(engine, record, arrived);
}

const spansOf = ({ jwtLifetime = 0, lifetime = 0 }: SessionRecord) => ({
  jwt: jwtLifetime,
  session: lifetime,
});
