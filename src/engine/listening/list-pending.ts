import type { Outbox } from '../../services/outbox.js';
import type { PendingRevocation } from '../auth.js';

/** The verb `getPendingRevocations()`: what waits on the disk, without its tickets. */
export async function listPending(outbox: Outbox): Promise<readonly PendingRevocation[]> {
  const entries = await outbox.list();
  return entries.map(({ generation, attempts, notBefore, expiresAt }) => ({
    generation,
    attempts,
    notBefore,
    expiresAt,
  }));
}
