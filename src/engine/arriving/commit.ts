import type { StorageKind } from '../../machines/types.js';
import { createKey } from '../../services/seal.js';
import type { SessionName } from '../../services/session-name.js';
import type { Credentials } from '../../services/vault.js';
import { SupersededError } from '../../services/superseded-error.js';
import type { Device } from '../device.js';
import type { With } from '../engine.js';
import type { CleanRemains } from '../leaving/clean-remains.js';
import { leftAs } from '../leaving/left-as.js';
import { reportFault } from '../report-fault.js';
import { ServiceError } from '../service-error.js';
import type { Attempts } from './attempts.js';
import { sealSession } from './seal-session.js';

/**
 * The service that writes a new session to the device, unless it was signed out meanwhile. What the last
 * one has left of the app's data is cleaned up before.
 */
export async function commitSession(
  engine: With<'device' | 'departures' | 'outbox' | 'notices' | 'timeouts'>,
  attempts: Attempts,
  cleanRemains: CleanRemains,
  generation: string,
): Promise<{ storage: StorageKind }> {
  const { device, outbox, notices, timeouts } = engine;
  const { crypto, disk, store, tombstones, vault, clock, tabs, notes } = device;
  await cleanRemains(timeouts.commitTimeout / 2);
  const { session, remember } = attempts.get(generation) ?? {};
  const credentials = vault.get(generation);
  if (!session || !credentials) throw new ServiceError('superseded');
  const wildcard = tombstones.find('*');
  let { storage } = disk;
  let replaced: readonly SessionName[] = [];
  try {
    if (crypto?.subtle && storage === 'indexeddb') {
      const key = await createKey(crypto.subtle);
      const sealed = await sealSession(crypto, session, credentials, key);
      const record = { ...sealed, ...(remember === false && { remember }) };
      refuseLeft(engine, generation, credentials);
      replaced = await store.commit(record, key, clock.now());
      // Memory may have taken the disk's place meanwhile.
      ({ storage } = disk);
      if (replaced.length > 0) outbox.changed();
      if (storage === 'indexeddb') {
        notes.remains.begin(generation);
        tombstones.lower(wildcard);
        if (vault.has(generation)) vault.set(generation, { ...credentials, key });
      }
    }
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    if (error instanceof SupersededError) throw new ServiceError(error.code);
    reportFault(notices, 'commit', error);
    storage = 'memory';
  }
  if (!vault.has(generation)) {
    // The other tabs hear of no new session, and would go on showing the one that it has replaced.
    for (const each of replaced) tellReplaced(device, each);
    throw new ServiceError('superseded');
  }
  if (storage === 'memory') {
    refuseLeft(engine, generation, credentials);
    spare(device, credentials);
  }
  // The other tabs could not take over a session that is in this one's memory only.
  if (storage === 'indexeddb')
    tabs.tell({ type: 'signedIn', generation, ...idOf(credentials), replaced });
  return { storage };
}

/** Another tab may have signed it out by its public id, or replaced it, which no transaction has seen. */
function refuseLeft(
  engine: With<'device' | 'departures'>,
  generation: string,
  credentials: Credentials,
): void {
  if (leftAs(engine, generation, credentials) !== undefined) throw new ServiceError('signed_out');
}

const idOf = ({ sessionId }: Credentials) => (sessionId === undefined ? {} : { sessionId });

/** A logout of what is on the disk, which cannot be read, does not mean whoever has signed in since. */
function spare({ tombstones }: Device, { sessionId }: Credentials): void {
  const wildcard = tombstones.find('*');
  if (wildcard && sessionId !== undefined) tombstones.add({ ...wildcard, spares: sessionId });
}

/** A session that has left because of one that has left as well. */
function tellReplaced({ tombstones, tabs }: Device, session: SessionName): void {
  tombstones.add({ ...session, scope: 'session' });
  tabs.tell({ type: 'signedOut', ...session, scope: 'session' });
}
