import type { Clearing } from '../../machines/services.js';
import type { Claim } from '../../services/clear-session.js';
import { readSession } from '../../services/read-session.js';
import { type Credentials, isOnDisk } from '../../services/vault.js';
import type { Device } from '../device.js';
import type { With } from '../engine.js';
import type { Departure } from './departures.js';
import { isEnd } from './hearsay.js';
import { revokeFromMemory } from './revoke.js';

/** Tells the server of a session that only this tab knows how to revoke, and that ends for a reason from elsewhere. */
export async function tellAlone(
  { device, outbox }: With<'device' | 'outbox'>,
  { credentials, askedAt, isRepeated }: Departure,
  { generation, reason }: Clearing,
  claim?: Claim,
): Promise<void> {
  // Of all tabs that find a session over, the one that was first tells: the first to raise the
  // tombstone, or to delete the session where tombstones are not shared.
  const isLater = device.tombstones.areShared ? isRepeated : claim?.generation !== generation;
  const isFollowed = reason === 'loggedOutElsewhere' || (isEnd(reason) && isLater);
  const isKnownElsewhere = isOnDisk(credentials) && isFollowed;
  if (!credentials || isKnownElsewhere) return;
  if (isOnDisk(credentials) && credentials.ticket) return;
  if (reason === 'userSwitched' && (await isStoredAgain(device, credentials).catch(() => false)))
    return;
  void revokeFromMemory(outbox, credentials, { generation, scope: 'session', askedAt });
}

/** Another tab has stored the very session anew, under a generation of its own: it has not left. */
async function isStoredAgain({ disk }: Device, { sessionId }: Credentials): Promise<boolean> {
  const { record } = await readSession(disk);
  return sessionId !== undefined && record?.sessionId === sessionId;
}
