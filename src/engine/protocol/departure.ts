import type { DepartureInput, RestoreOutput } from '../../machines/actors.js';
import type { LogoutScope, ServerOutcome } from '../../machines/types.js';
import { StorageError } from '../../services/disk.js';
import { leaseEnd } from '../../services/outbox.js';
import { readSession } from '../../services/read-session.js';
import type { SessionRecord } from '../../services/records.js';
import { unseal } from '../../services/unseal.js';
import { type Credentials, isOnDisk, ticketFor } from '../../services/vault.js';
import { type Departure, fence, type Leaving, serverKnows, takeFenced } from './fence.js';
import { ServiceError } from './service-error.js';
import { reportFault, type Tools } from './tools.js';
import { deviceSettled } from './until.js';

/** How sessions leave this device: fenced, cleared here, revoked there. */
export function createDepartures(tools: Tools) {
  const { environment, tombstones, vault, timeouts, departures, disk } = tools;
  const { store, outbox, heard, settled, tab, tell, outboxChanged } = tools;
  const { clock } = environment;

  async function clearDevice(input: Leaving, signal: AbortSignal): Promise<void> {
    const departure = takeFenced(tools, input.generation) ?? fence(tools, input);
    const giveUp = () => departure.settleClaim(null);
    signal.addEventListener('abort', giveUp);
    try {
      await clear(departure, input);
    } catch (error) {
      giveUp();
      if (!input.acting && !isOnDisk(departure.credentials)) revokeAlone(departure, input);
      throw new ServiceError(reportFault(tools, 'clear', error));
    } finally {
      // To count, and to send, takes a page a moment: that the device is clear is shown before.
      void deviceSettled(tools).then(outboxChanged);
    }
  }

  async function clear(departure: Departure, input: Leaving): Promise<void> {
    const { generation, reason, acting } = input;
    // A tab that only heard of a logout of all sessions may be the one that finishes it.
    const tombstone = tombstones.find(generation);
    const scope = tombstone?.generation === generation ? tombstone.scope : input.scope;
    if (generation === '*') departure.credentials = await readUnticketed().catch(() => undefined);
    const { credentials } = departure;
    const onDisk = !credentials || isOnDisk(credentials);
    if (onDisk && disk.storage === 'memory' && environment.indexedDB)
      throw new StorageError('unavailable');
    const now = clock.now();
    const request = {
      generation,
      scope,
      ticket: ticketFor(credentials, scope),
      // Gone from the disk though nobody logged out: the database was wiped, and nobody was told.
      // Asked late: another tab's logout at the same instant is heard of by then.
      wasDealtWith: () =>
        onDisk &&
        (!credentials || departure.isRepeated || heard.has(generation) || settled.has(generation)),
      isFirst: acting && isOnDisk(credentials) && !departure.isRepeated && !serverKnows(reason),
      sender: acting ? tab : null,
      now,
      notBefore: leaseEnd(now, timeouts.revokeTimeout),
      expiresAt: credentials?.expiresAt ?? now,
      tell: !serverKnows(reason),
    };
    // The tab in which the user acted clears the disk, of which this one cannot ask before that is
    // done: it makes sure.
    const follows = !acting && reason === 'loggedOutElsewhere' && request.wasDealtWith();
    if (follows && !(await store.has(generation))) return;
    const claim = await store.clear(request).catch((error: unknown) => {
      if (onDisk) throw error;
      // A session from memory needs no room on a full disk: told from memory, too.
      reportFault(tools, 'clear', error);
      departure.settleClaim(null);
      return store.clear({ ...request, tell: false });
    });
    departure.settleClaim(claim);
    if (generation === '*') nameWildcard(claim.generation, scope);
    if (!acting && !claim.entry) revokeAlone(departure, input);
  }

  /** A session that only this tab knows how to revoke, and that ends for a reason from elsewhere. */
  function revokeAlone(
    { credentials, askedAt }: Departure,
    { generation, reason }: DepartureInput,
  ) {
    const isKnownElsewhere = isOnDisk(credentials) && reason === 'loggedOutElsewhere';
    if (!credentials || serverKnows(reason) || isKnownElsewhere) return;
    if (isOnDisk(credentials) && credentials.ticket) return;
    void outbox.deliverUnstored({
      generation,
      ticket: credentials.ticket,
      sessionToken: credentials.sessionToken,
      scope: 'session',
      askedAt,
      expiresAt: credentials.expiresAt,
    });
  }

  /** The credentials of a stored session that has no ticket: nothing else can revoke it. */
  async function readUnticketed(): Promise<Credentials | undefined> {
    const { record, key } = await readSession(disk);
    if (!record || !key || record.ticket !== null) return undefined;
    const { generation, sealed } = record;
    const opened = await unseal(environment.crypto?.subtle, key.key, generation, sealed);
    return { ...record, ...opened.credentials, key: key.key };
  }

  /** Whichever was on disk has a name now: only that one stays forbidden. */
  function nameWildcard(generation: string | null, scope: LogoutScope) {
    if (generation) {
      tombstones.add({ generation, scope });
      tell({ type: 'signedOut', generation, scope });
    }
    tombstones.remove('*');
  }

  async function revokeSession(
    { generation, scope }: DepartureInput,
    signal: AbortSignal,
  ): Promise<ServerOutcome> {
    const departure = departures.get(generation);
    if (!departure) throw new ServiceError('no_departure');
    const claim = await departure.claim;
    await deviceSettled(tools);
    departures.delete(generation);

    const known = settled.get(claim?.generation ?? generation);
    const isUnticketed = departure.credentials?.ticket === null;
    if (claim?.kind === 'none' && (known || !isUnticketed))
      return generation === '*' ? 'notNeeded' : (known ?? 'revoked');
    if (claim?.kind === 'other') {
      const name = claim.generation ?? generation;
      await outbox.gone(name, signal);
      return settled.get(name) ?? 'revoked';
    }
    if (claim?.entry) return outbox.deliver(claim.entry);

    const { credentials, askedAt } = departure;
    if (!credentials) return 'queued';
    const result = outbox.deliverUnstored({
      generation: claim?.generation ?? generation,
      ticket: ticketFor(credentials, scope),
      sessionToken: credentials.sessionToken,
      scope,
      askedAt,
      expiresAt: credentials.expiresAt,
    });
    outboxChanged();
    return result;
  }

  /** A session that nobody waits for any more: revoked, and taken off the disk if it got there. */
  async function abandon(generation: string): Promise<void> {
    const credentials = vault.get(generation);
    if (!credentials) return;
    vault.delete(generation);
    tombstones.add({ generation, scope: 'session' });
    const now = clock.now();
    const { ticket, sessionToken, expiresAt } = credentials;
    const scope = 'session';
    const request = { generation, scope, ticket, now, expiresAt } as const;
    const claim = await store
      .clear({ ...request, wasDealtWith: () => false, sender: null, notBefore: now, tell: true })
      .catch(() => null);
    if (!claim?.entry) await outbox.deliverUnstored({ ...request, sessionToken, askedAt: now });
    outboxChanged();
  }

  /** Finishes a logout that was cut off, or removes a record that cannot be used; says which. */
  async function drop(record: SessionRecord): Promise<RestoreOutput['reason']> {
    const { generation, expiresAt } = record;
    const now = clock.now();
    const tombstone = tombstones.find(generation);
    const scope = tombstone?.scope ?? 'session';
    const isExpired = expiresAt <= now;
    const claim = await store.clear({
      // One that cannot be used may stand under any key.
      generation: tombstone || isExpired ? generation : '*',
      scope,
      ticket: null,
      wasDealtWith: () => true,
      sender: null,
      now,
      notBefore: now,
      expiresAt: now,
      tell: typeof generation === 'string' && !isExpired,
    });
    nameWildcard(claim.generation, scope);
    outboxChanged();
    if (tombstone) return 'loggedOutElsewhere';
    if (isExpired) return 'expired';
    throw new StorageError('corrupt_record');
  }

  return { clearDevice, revokeSession, abandon, drop };
}

export type Departures = ReturnType<typeof createDepartures>;
