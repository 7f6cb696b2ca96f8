import type { Disk } from './disk.js';
import type { Clock } from './environment.js';
import type { RefreshLease, SessionRecord } from './records.js';
import type { Tombstones } from './tombstones.js';

/**
 * What came of asking for the right to refresh:
 * - `taken`: this tab may ask the server, until its lease ends.
 * - `newer`: another tab has stored newer tokens.
 * - `held`: another tab is asking.
 * - `gone`: the session has left.
 */
export type LeaseAnswer =
  | { readonly kind: 'taken' | 'held' | 'gone' }
  | { readonly kind: 'newer'; readonly record: SessionRecord };

/** The longest that a lease can be meant to last, in ms: one that ends later was written by a clock that was wrong. */
const LONGEST = 5 * 60_000;

/** Who asks for the lease, and for how long, in ms. */
export interface LeaseWish extends Omit<RefreshLease, 'until'> {
  readonly duration: number;
}

/**
 * Takes the lease of a session that is to be refreshed: compare-and-set on its version, so that of several
 * tabs one asks, with locks or without. A page that has slept over its lease does not have it any more:
 * it is told to wait, and asks again.
 *
 * @param version - Of the tokens that this tab has.
 */
export async function leaseRefresh(
  disk: Disk,
  tombstones: Tombstones,
  { generation, version }: { readonly generation: string; readonly version: number },
  { duration, ...wish }: LeaseWish,
  clock: Clock,
): Promise<LeaseAnswer> {
  const lease = { ...wish, until: clock.now() + duration };
  const answer = await disk.run('readwrite', async (transaction): Promise<LeaseAnswer> => {
    const record = await transaction.get('session', generation);
    if (!record || tombstones.find(generation, record.sessionId)) return { kind: 'gone' };
    if ((record.version ?? 0) > version) return { kind: 'newer', record };
    if (isHeld(record.lease, lease, clock.now())) return { kind: 'held' };
    await transaction.put('session', generation, { ...record, lease });
    return { kind: 'taken' };
  });
  return answer.kind === 'taken' && clock.now() >= lease.until ? { kind: 'held' } : answer;
}

/** Whether another tab's lease stands in the way. One taken under the lock fell with it. */
function isHeld(held: RefreshLease | undefined, own: RefreshLease, now: number): boolean {
  if (!held || held.tab === own.tab || (held.hasLock && own.hasLock)) return false;
  return held.until > now && held.until <= now + LONGEST;
}

/** Gives back a lease that came to nothing: the others need not wait for its end. */
export function returnLease(disk: Disk, generation: string, tab: string): Promise<void> {
  return disk.run('readwrite', async (transaction) => {
    const record = await transaction.get('session', generation);
    if (record?.lease?.tab !== tab) return;
    const { lease: _, ...rest } = record;
    await transaction.put('session', generation, rest);
  });
}
