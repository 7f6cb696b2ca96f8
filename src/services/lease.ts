import type { Disk } from './disk.js';
import { StorageError } from './disk.js';
import type { Clock } from './environment.js';
import type { OutboxEntry } from './records.js';

/** By how much a lease outlasts the attempt it is for, in ms. */
export const LEASE_MARGIN = 5_000;

/** When the lease ends of an attempt that starts now: ms since the epoch. */
export function leaseEnd(now: number, timeout: number): number {
  return now + timeout + LEASE_MARGIN;
}

/** Who takes leases. */
interface Lessee {
  readonly disk: Disk;
  readonly clock: Clock;
  /** The name under which this tab holds leases. */
  readonly sender: string;
  /** The bound of one attempt, in ms. */
  readonly timeout: number;
}

/** Whether the disk had no room. */
export const isFull = (error: unknown) =>
  error instanceof StorageError && error.code === 'quota_exceeded';

/**
 * Takes the lease of an entry: compare-and-set, so that of several senders one wins. Where the disk
 * is full, it is sent without: two at once do no harm, and none would.
 */
export const takeLease = (
  { disk, clock, sender, timeout }: Lessee,
  due: OutboxEntry,
): Promise<OutboxEntry | null> =>
  disk
    .run('readwrite', async (transaction) => {
      const stored = await transaction.get('revocations', due.generation);
      if (!stored || stored.sender !== due.sender || stored.notBefore !== due.notBefore)
        return null;
      const entry = { ...stored, sender, notBefore: leaseEnd(clock.now(), timeout) };
      await transaction.put('revocations', due.generation, entry);
      return entry;
    })
    .catch((error: unknown) => {
      if (isFull(error)) return due;
      throw error;
    });
