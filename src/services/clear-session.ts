import type { LogoutScope } from '../machines/types.js';
import type { Disk } from './disk.js';
import { StorageError } from './disk.js';
import type { UnstoredRevocation } from './unstored-revocation.js';
import type { OutboxEntry, SessionRecord } from './records.js';
import { isMeant, isStoredAgain } from './meant-session.js';
import { nameOf } from './session-name.js';
import type { Tombstones } from './tombstones.js';
import { ticketFor } from './vault.js';
import { waitingEntry } from './waiting-entry.js';
import { wishOf } from './wish-of.js';

/** What is to be cleared, and how the server is to be told. Times in ms since the epoch. */
export interface ClearRequest {
  /** `*`: whichever is on disk. */
  readonly generation: string;
  /** The public id of the session in this tab's memory. */
  readonly sessionId?: string;
  readonly scope: LogoutScope;
  /** The tickets in this tab's memory. */
  readonly ticket: string | null;
  readonly everywhereTicket: string | null;
  /** Whether this tab is the first to log out a session that is on disk. */
  readonly isFirst?: boolean;
  /** Whether what is on disk is still what was meant: a late transaction may find the next session. */
  readonly isMeant?: (record: SessionRecord) => boolean;
  /** Whether a session that is gone from the disk was dealt with: else it was wiped. */
  readonly wasDealtWith: () => boolean;
  /** The tab that will tell the server itself, and until when the others wait for it. */
  readonly sender: string | null;
  readonly now: number;
  readonly notBefore: number;
  readonly expiresAt: number;
  /** False when the server knows already. */
  readonly tell: boolean;
}

/**
 * Who tells the server: this tab (`mine`, with the entry where there is a ticket), another one, or
 * nobody because there is nothing to tell.
 */
export interface Claim {
  readonly kind: 'mine' | 'other' | 'none';
  readonly generation: string | null;
  /** The public id of the session that was on disk, where it has one. */
  readonly sessionId?: string;
  /** Whether a cookie holds that session, too. */
  readonly inCookie?: boolean;
  readonly entry: OutboxEntry | null;
  /** What is no entry for want of room on the disk: nobody but this tab knows of it any more. */
  readonly unstored?: UnstoredRevocation;
}

/** The server is told of times in whole seconds, in ms. */
export const WIRE_GRAIN = 1_000;

/** For how long a session that is logged out may still be on the disk, in ms: a transaction is slow. */
export const LATELY = 5_000;

/** Deletes session and key and adds the outbox entry: a compare-and-set on the generation. */
export function clearSession(
  disk: Disk,
  tombstones: Tombstones,
  request: ClearRequest,
): Promise<Claim> {
  return clear(disk, tombstones, request).catch((error: unknown) => {
    if (!(error instanceof StorageError && error.code === 'quota_exceeded')) throw error;
    return clearWithoutRoom(disk, tombstones, request);
  });
}

/**
 * On a full disk a transaction that only deletes succeeds: so that comes first, and the entry goes
 * into the room that this makes. Where it finds none, the server is told from memory.
 */
async function clearWithoutRoom(
  disk: Disk,
  tombstones: Tombstones,
  request: ClearRequest,
): Promise<Claim> {
  const [stored, waiting] = await disk.run('readwrite', async (transaction) => {
    const all = await transaction.all('session');
    const meant = all.filter((each) => isMeant(request, each));
    for (const { generation } of meant) {
      await transaction.delete('session', generation);
      await transaction.delete('keys', generation);
    }
    return [meant[0], newest(await transaction.all('revocations'), request.now)] as const;
  });
  const generation = stored?.generation ?? request.generation;
  // There is no room to take another tab's entry over: that tab sends it.
  if (generation === '*' && waiting)
    return { kind: 'other', generation: waiting.generation, ...idOf(waiting), entry: waiting };
  const nothing: Claim = { kind: 'none', generation: null, entry: null };
  if (generation === '*' || !request.tell) return { ...nothing, ...(stored && nameOf(stored)) };
  const again = {
    ...request,
    generation,
    ...idOf(stored ?? request),
    ticket: stored?.ticket ?? request.ticket,
    everywhereTicket: stored?.everywhereTicket ?? request.everywhereTicket,
    expiresAt: stored?.expiresAt ?? request.expiresAt,
    isFirst: false,
    wasDealtWith: () => !stored && request.wasDealtWith(),
  };
  return clear(disk, tombstones, again).catch((): Claim => {
    const { scope, askedAt } = wishOf(tombstones, again, request.scope, request.now);
    const ticket = ticketFor(again, scope);
    const { expiresAt } = again;
    const claim: Claim = { kind: 'mine', generation, entry: null };
    if (!ticket) return claim;
    const unstored = { generation, ticket, sessionToken: '', scope, askedAt, expiresAt };
    return { ...claim, unstored };
  });
}

async function clear(disk: Disk, tombstones: Tombstones, request: ClearRequest): Promise<Claim> {
  return (
    (request.isFirst && (await clearUnseen(disk, request))) ||
    disk.run('readwrite', async (transaction) => {
      const isAny = request.generation === '*';
      const all = await transaction.all('session');
      const [stored] = all.filter((each) => isMeant(request, each));
      if (isAny && (stored || all.length === 0))
        await Promise.all([transaction.empty('session'), transaction.empty('keys')]);
      else if (!isAny)
        for (const name of new Set([
          request.generation,
          stored?.generation ?? request.generation,
        ])) {
          await transaction.delete('session', name);
          await transaction.delete('keys', name);
        }
      const entries = await transaction.all('revocations');
      const waiting =
        stored || !isAny ? waitingEntry(entries, stored ?? request) : newest(entries, request.now);
      const generation = waiting?.generation ?? stored?.generation ?? request.generation;
      const named = stored ? nameOf(stored) : waiting && idOf(waiting);
      let claim: Claim = { kind: 'none', generation: null, ...named, entry: null };

      if (generation !== '*' && request.tell) {
        const own = stored ?? (isAny ? { ...named, generation } : request);
        const { scope, askedAt } = wishOf(tombstones, own, request.scope, request.now);
        const ticket = ticketFor(stored, scope) ?? ticketFor(request, scope);
        // Sent with an older wish, it would spare the sessions that have begun since.
        const isWider =
          scope === 'everywhere' &&
          ticket !== null &&
          (ticket !== waiting?.ticket || askedAt - waiting.askedAt >= WIRE_GRAIN);
        const isFree = !waiting || (waiting.sender === null && waiting.attempts === 0);
        if (waiting && !(isFree && request.sender)) {
          claim = { kind: 'other', ...named, generation, entry: waiting };
          if (isWider)
            await transaction.put('revocations', generation, {
              ...waiting,
              ticket,
              scope,
              askedAt,
            });
        } else if (waiting || stored || !(isStoredAgain(request, all) || request.wasDealtWith())) {
          const proof = (isWider ? ticket : waiting?.ticket) ?? ticket;
          const entry = proof
            ? {
                generation,
                ...idOf(stored ?? waiting ?? request),
                ticket: proof,
                scope: (isWider ? scope : waiting?.scope) ?? scope,
                askedAt: isWider ? askedAt : (waiting?.askedAt ?? askedAt),
                attempts: 0,
                notBefore: request.notBefore,
                sender: request.sender,
                expiresAt: stored?.expiresAt ?? waiting?.expiresAt ?? request.expiresAt,
              }
            : null;
          if (entry) await transaction.put('revocations', generation, entry);
          claim = { kind: request.sender ? 'mine' : 'other', ...named, generation, entry };
        }
      }
      return claim;
    })
  );
}

/**
 * The same for the first tab to log out: all is asked for at once, in one round trip. It deletes by
 * generation, which is the compare-and-set, and adds an entry that must be new. Null where another
 * tab was faster after all.
 */
async function clearUnseen(disk: Disk, request: ClearRequest): Promise<Claim | null> {
  const { generation, scope, now, notBefore, sender, expiresAt } = request;
  const ticket = ticketFor(request, scope);
  if (!ticket) return null;
  const entry = {
    generation,
    ...idOf(request),
    ticket,
    scope,
    askedAt: now,
    attempts: 0,
    notBefore,
    sender,
    expiresAt,
  };
  const claim: Claim = { kind: 'mine', generation, entry };
  try {
    const isMine = await disk.run('readwrite', async (transaction) => {
      const work = Promise.all([
        transaction.has('session', generation),
        transaction.add('revocations', generation, entry),
        transaction.delete('session', generation),
        transaction.delete('keys', generation),
      ]);
      work.catch(() => {});
      transaction.commit();
      const [wasStored] = await work;
      return wasStored;
    });
    if (isMine) return claim;
    // Somebody has cleared it, and perhaps told the server already: the entry is one too many.
    await disk.run('readwrite', (transaction) => transaction.delete('revocations', generation));
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'ConstraintError')) throw error;
  }
  return null;
}

const idOf = ({ sessionId }: { readonly sessionId?: string }) =>
  sessionId === undefined ? {} : { sessionId };

/**
 * The entry of the latest logout, where nobody has tried to send it yet, or where it was asked for so
 * lately that its session may have been on the disk when this one was.
 */
const newest = (entries: readonly OutboxEntry[], now: number) =>
  entries
    .filter((entry) => entry.attempts === 0 || now - entry.askedAt < LATELY)
    .reduce<OutboxEntry | undefined>(
      (latest, entry) => (latest && latest.askedAt >= entry.askedAt ? latest : entry),
      undefined,
    );
