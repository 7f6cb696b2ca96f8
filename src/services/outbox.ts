import type { DrainOutput } from '../machines/outbox-machine.js';
import type { Backend, RevocationProof } from './backend.js';
import { BACKOFF, backoff } from './backoff.js';
import type { Disk } from './disk.js';
import type { Clock, CryptoLike } from './environment.js';
import { isFull, LEASE_MARGIN, leaseEnd, takeLease } from './lease.js';
import { LONGEST_TIMER } from './longest-timer.js';
import type { OutboxEntry } from './records.js';
import {
  ageOf,
  type Delivery,
  type DeliveryResult,
  sendRevocation,
  tokenProof,
} from './send-revocation.js';
import type { UnstoredRevocation } from './unstored-revocation.js';

/** The revocations that the server has not confirmed, and the one way to send them. */
export interface Outbox {
  /**
   * Sends an entry whose lease this tab holds. Where it has slept for longer than that it takes a new
   * one; null when another sender was faster. `otherwise` is sent where the ticket is not accepted, its
   * secret having changed. Never rejects.
   */
  deliver(entry: OutboxEntry, otherwise?: RevocationProof): Promise<DeliveryResult | null>;
  /** Sends a revocation that is not stored. Never rejects. */
  deliverUnstored(revocation: UnstoredRevocation): Promise<DeliveryResult>;
  /** Sends what is due, until an attempt fails. `eager` cuts backoffs short. */
  drain(options: { eager: boolean; signal: AbortSignal }): Promise<DrainOutput>;
  list(): Promise<readonly OutboxEntry[]>;
  /** How many wait, on disk and in memory. */
  count(): Promise<number>;
  /** Resolves once no entry of this generation waits any more. */
  gone(generation: string, signal: AbortSignal): Promise<void>;
  /** How many of them wait in memory. */
  unstored(): number;
  /** Something was added, or taken out, by whoever calls this. */
  changed(): void;
  /** Calls the listener whenever that happens: there is one listener, which counts and sends. */
  onChange(listener: () => void): void;
}

/** When a revocation is to be sent, and whether it is being sent. */
type Due = Pick<OutboxEntry, 'attempts' | 'notBefore' | 'sender'>;

/** What a full disk did not take: it says nothing of an entry that another tab has widened since. */
interface Postponed extends Due, Pick<OutboxEntry, 'ticket'> {
  /** The ticket of the entry on the disk. */
  readonly stored: string;
}

interface OutboxOptions {
  readonly disk: Disk;
  readonly backend: Backend;
  readonly clock: Clock;
  readonly crypto: CryptoLike | undefined;
  /** The name under which this tab holds leases. */
  readonly sender: string;
  /** The bound of one attempt, in ms. */
  readonly timeout: number;
  /** Calls with what the server has said, and to which wish. */
  readonly onSettled: (
    wish: Pick<OutboxEntry, 'generation' | 'scope'>,
    result: 'revoked' | 'refused' | 'expired',
  ) => void;
}

/** How long one run may take, in ms: then another tab may have a turn. */
const RUN_LENGTH = 20_000;

/**
 * For how long after its session's end a revocation that nobody answers is kept, in ms. A device whose
 * clock is ahead takes the end for past: while the server can be asked, it is asked.
 */
const AFTERLIFE = 30 * 24 * 60 * 60_000;

/** How often a tab looks whether another one has sent the entry it waits for, in ms. */
const POLL = 200;

/**
 * Writes down what the disk had no room for before, so that it outlives this tab. False where it still
 * cannot, or where the disk holds another entry of that generation.
 */
function store(
  disk: Disk,
  {
    generation,
    sessionId,
    ticket,
    scope,
    askedAt,
    attempts,
    notBefore,
    sender,
    expiresAt,
  }: OutboxEntry,
): Promise<boolean> {
  const name = {
    generation,
    ...(sessionId !== undefined && { sessionId }),
    ...(scope && { scope }),
  };
  const entry = { ...name, ticket, askedAt, attempts, notBefore, sender, expiresAt };
  return disk
    .run('readwrite', (transaction) => transaction.add('revocations', generation, entry))
    .then(
      () => true,
      () => false,
    );
}

const isSameLease = (one: OutboxEntry, other: OutboxEntry) =>
  one.sender === other.sender && one.notBefore === other.notBefore;

/** The outbox on a disk. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { disk, clock, crypto, sender, timeout, onSettled } = options;
  const memory = new Map<string, UnstoredRevocation & Due>();
  /** When entries are due again, and with which ticket, of which a full disk did not take that. */
  const postponed = new Map<string, Postponed>();
  let changed = () => {};

  const settle = (entry: Pick<OutboxEntry, 'generation' | 'scope'>, delivery: Delivery) => {
    const { result, isExpired } = delivery;
    if (result !== 'queued') onSettled(entry, isExpired ? 'expired' : result);
  };

  function dueOf(entry: OutboxEntry): Due & Pick<OutboxEntry, 'ticket'> {
    const due = postponed.get(entry.generation);
    return due?.stored === entry.ticket ? due : entry;
  }

  async function sendLeased(entry: OutboxEntry, otherwise?: RevocationProof) {
    const { generation, ticket, askedAt } = entry;
    // Whoever has slept for longer than its lease sends nothing more: another may be sending by now.
    const inTime = () => (clock.now() < entry.notBefore ? otherwise : undefined);
    const { attempts, ticket: sent } = dueOf(entry);
    const delivery = await sendRevocation(
      options,
      { ticket: sent, age: ageOf(askedAt, clock.now()) },
      otherwise && inTime,
    );
    const { result } = delivery;
    const wait = result === 'queued' ? backoff(attempts, crypto) : 0;
    const next = { sender: null, attempts: attempts + 1, notBefore: clock.now() + wait };
    const goesOn = { ticket: delivery.ticket ?? sent };
    postponed.delete(generation);
    let isReplaced = false;
    await disk
      .run('readwrite', async (transaction) => {
        const stored = await transaction.get('revocations', generation);
        const isSame = stored?.ticket === ticket && stored.askedAt === askedAt;
        isReplaced = stored !== undefined && !isSame;
        // This tab may have let go of that lease, in its sleep, and taken another.
        if (stored && !isSameLease(stored, entry)) return;
        if (result !== 'queued' && isSame) await transaction.delete('revocations', generation);
        else if (stored) {
          const waits = { ...stored, ...next, ...(isSame && goesOn) };
          await transaction.put('revocations', generation, waits);
        }
      })
      .catch((error: unknown) => {
        if (isFull(error)) postponed.set(generation, { ...next, ...goesOn, stored: ticket });
      });
    // A wider wish than the one that was sent still waits: nobody is to take this answer for that one's.
    if (!isReplaced) settle(entry, delivery);
    return result;
  }

  async function deliverUnstored(revocation: UnstoredRevocation) {
    const { generation, ticket, askedAt } = revocation;
    const attempts = memory.get(generation)?.attempts ?? 0;
    const lease = { attempts, sender, notBefore: leaseEnd(clock.now(), timeout) };
    memory.set(generation, { ...revocation, ...lease });
    const delivery = await sendRevocation(
      options,
      ticket ? { ticket, age: ageOf(askedAt, clock.now()) } : tokenProof(revocation),
    );
    const { result, ticket: next = ticket } = delivery;
    if (result === 'queued') {
      const notBefore = clock.now() + backoff(attempts, crypto);
      const due = { attempts: attempts + 1, sender: null, notBefore };
      const waits = { ...revocation, ...due, ticket: next };
      memory.set(generation, waits);
      if (next) void moveToDisk({ ...waits, ticket: next }, waits);
    } else {
      memory.delete(generation);
      settle(revocation, delivery);
    }
    return result;
  }

  /** A disk that hangs holds up nobody who waits for the answer. */
  async function moveToDisk(entry: OutboxEntry, waits: Due) {
    const isStored = await store(disk, entry);
    if (isStored && memory.get(entry.generation) === waits) memory.delete(entry.generation);
  }

  /** The page may have slept over its new lease: then another tab may be sending. A full disk gives none. */
  const isSleptOver = (leased: OutboxEntry, due: OutboxEntry) =>
    leased !== due && leased.notBefore <= clock.now();

  const list = () => disk.run('readonly', (transaction) => transaction.all('revocations'));

  async function dropExpired(entries: readonly OutboxEntry[]) {
    const isOver = ({ expiresAt }: { expiresAt: number }) => expiresAt + AFTERLIFE <= clock.now();
    const expired = entries.filter(isOver);
    if (expired.length > 0)
      await disk.run('readwrite', async (transaction) => {
        for (const { generation } of expired) await transaction.delete('revocations', generation);
      });
    for (const entry of [...expired, ...[...memory.values()].filter(isOver)]) {
      memory.delete(entry.generation);
      onSettled(entry, 'expired');
    }
  }

  async function drain({ eager, signal }: { eager: boolean; signal: AbortSignal }) {
    const end = clock.now() + RUN_LENGTH;
    // One that is to wait for longer than anything does was written by a clock that was wrong.
    const longest = Math.max(BACKOFF.longest, timeout + LEASE_MARGIN);
    const isDue = ({ notBefore, sender, attempts }: Due) =>
      notBefore <= clock.now() ||
      notBefore > clock.now() + longest ||
      (eager && !sender && attempts > 0);

    const entries = await list();
    await dropExpired(entries);
    let failed = false;
    const mayGoOn = () => !failed && !signal.aborted && clock.now() < end;
    for (const due of entries) {
      if (!mayGoOn()) break;
      if (!isDue(dueOf(due))) continue;
      const entry = await takeLease(options, due);
      if (entry && !isSleptOver(entry, due)) failed = (await sendLeased(entry)) === 'queued';
    }
    for (const due of [...memory.values()]) {
      if (!mayGoOn()) break;
      if (!due.sender && isDue(due)) failed = (await deliverUnstored(due)) === 'queued';
    }

    const stored = await list();
    const left = [...stored.map((entry) => ({ ...entry, ...dueOf(entry) })), ...memory.values()];
    const next = Math.min(...left.map(({ notBefore }) => notBefore));
    return {
      pending: left.length,
      retryIn: left.length > 0 ? Math.min(LONGEST_TIMER, Math.max(100, next - clock.now())) : null,
    };
  }

  /** What is to be sent again is due before the end of its lease, for which the runner may be waiting. */
  function announce<Result>(result: Result): Result {
    if (result === 'queued') changed();
    return result;
  }

  return {
    async deliver(entry, otherwise) {
      const isLate = entry.notBefore <= clock.now();
      const leased = isLate ? await takeLease(options, entry).catch(() => null) : entry;
      if (!leased || isSleptOver(leased, entry)) return null;
      return announce(await sendLeased(leased, otherwise));
    },
    deliverUnstored: async (revocation) => announce(await deliverUnstored(revocation)),
    drain,
    list,
    count: async () =>
      memory.size + (await disk.run('readonly', (transaction) => transaction.count('revocations'))),
    unstored: () => memory.size,
    changed: () => changed(),
    onChange(listener) {
      changed = listener;
    },
    async gone(generation, signal) {
      while (!signal.aborted) {
        const waiting = (await list()).some((entry) => entry.generation === generation);
        if (!waiting) return;
        await new Promise<void>((resolve) => clock.setTimeout(resolve, POLL));
      }
    },
  };
}
