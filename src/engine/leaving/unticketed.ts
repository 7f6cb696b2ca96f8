import { momentOf, storedLifetime } from '../../services/lifetime.js';
import type { StoredSession } from '../../services/read-session.js';
import { storedCredentials } from '../../services/stored-credentials.js';
import { unseal } from '../../services/unseal.js';
import type { Credentials } from '../../services/vault.js';
import type { Device } from '../device.js';
import type { With } from '../engine.js';
import { revokeFromMemory } from './revoke.js';

/**
 * The credentials of a stored session that has no ticket: nothing else can revoke it. Undefined where it
 * has one, or cannot be opened.
 */
export async function unticketedCredentials(
  { crypto, clock }: Pick<Device, 'crypto' | 'clock'>,
  { record, key }: StoredSession,
): Promise<Credentials | undefined> {
  if (!record || !key || record.ticket !== null) return undefined;
  try {
    const opened = await unseal(crypto?.subtle, key.key, record.generation, record.sealed);
    const { life } = storedLifetime(record, momentOf(clock));
    return storedCredentials(record, opened, key.key, life);
  } catch {
    return undefined;
  }
}

/** Tells the server of a stored session that has ended here: without a ticket, its token left the disk with it. */
export async function revokeUnticketed(
  { device, outbox }: With<'device' | 'outbox'>,
  stored: StoredSession,
): Promise<void> {
  const askedAt = device.clock.now();
  const credentials = await unticketedCredentials(device, stored);
  if (!credentials || !stored.record) return;
  const { generation } = stored.record;
  await revokeFromMemory(outbox, credentials, { generation, scope: 'session', askedAt });
}
