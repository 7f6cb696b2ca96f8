import type { DepartureInput } from '../machines/actors.js';
import type { LoggedOutReason, LogoutScope, ServerOutcome } from '../machines/types.js';
import { leaseEnd } from '../services/outbox.js';
import { unseal } from '../services/seal.js';
import type { Claim } from '../services/session-store.js';
import { type Credentials, isOnDisk, ticketFor } from '../services/vault.js';
import type { Core } from './core.js';
import { reportFault, ServiceError } from './core.js';

/** A session on its way out: what is needed to tell the server, and whose turn that is. */
interface Departure {
  credentials: Credentials | undefined;
  readonly askedAt: number;
  readonly claim: Promise<Claim | null>;
  readonly settleClaim: (claim: Claim | null) => void;
}

/** The reasons for which the server needs no telling. */
const SERVER_KNOWS: readonly LoggedOutReason[] = ['expired', 'revoked'];

/** The logout protocol on this device: fence, clear, revoke. */
export function createDepartures(core: Core) {
  const { environment, tombstones, vault, store, outbox, timeouts, tab } = core;
  const { clock } = environment;
  const departures = new Map<string, Departure>();
  const settled = new Map<string, ServerOutcome>();

  /** In the same tick as the call: tombstone, empty vault, other tabs told. */
  function fence({ generation, scope, reason }: DepartureInput, acting: boolean): Departure {
    if (acting || SERVER_KNOWS.includes(reason)) {
      tombstones.add({ generation, scope });
      if (core.disk.storage === 'memory' && environment.indexedDB)
        tombstones.add({ generation: '*', scope });
      core.tell({ type: 'signedOut', generation, scope });
    }
    let settleClaim: Departure['settleClaim'] = () => {};
    const claim = new Promise<Claim | null>((resolve) => {
      settleClaim = resolve;
    });
    const credentials = vault.get(generation);
    if (generation === '*') vault.clear();
    else vault.delete(generation);
    const departure = { credentials, askedAt: clock.now(), claim, settleClaim };
    departures.set(generation, departure);
    return departure;
  }

  /** The credentials of a stored session that has no ticket: there is no other way to revoke it. */
  async function readUnticketed(): Promise<Credentials | undefined> {
    const { record, key } = await store.read();
    const subtle = environment.crypto?.subtle;
    if (!record || record.ticket !== null || !key || !subtle) return undefined;
    const { credentials } = await unseal(subtle, key.key, record.generation, record.sealed);
    return { ...record, ...credentials, key: key.key };
  }

  async function clearDevice(input: DepartureInput & { acting: boolean }, signal: AbortSignal) {
    const { generation, scope, reason, acting } = input;
    const departure = fence(input, acting);
    const giveUp = () => departure.settleClaim(null);
    signal.addEventListener('abort', giveUp);
    try {
      if (generation === '*') departure.credentials = await readUnticketed().catch(() => undefined);
      const now = clock.now();
      const claim = await store.clear(
        {
          generation,
          scope,
          ticket: ticketFor(departure.credentials, scope),
          onDisk: !departure.credentials || isOnDisk(departure.credentials),
          sender: acting ? tab : null,
          now,
          notBefore: leaseEnd(now, timeouts.revokeTimeout),
          expiresAt: departure.credentials?.expiresAt ?? now,
          tell: !SERVER_KNOWS.includes(reason),
        },
        departure.settleClaim,
      );
      if (generation === '*') nameWildcard(claim.generation, scope);
      core.outboxChanged();
    } catch (error) {
      giveUp();
      throw new ServiceError(reportFault(core, 'clear', error));
    }
  }

  /** Whichever was on disk has a name now: only that one stays forbidden. */
  function nameWildcard(generation: string | null, scope: LogoutScope) {
    if (generation) {
      tombstones.add({ generation, scope });
      core.tell({ type: 'signedOut', generation, scope });
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
    departures.delete(generation);

    if (claim?.kind === 'none') {
      if (generation === '*') return 'notNeeded';
      return settled.get(generation) ?? 'revoked';
    }
    if (claim?.kind === 'other') {
      const name = claim.generation ?? generation;
      await outbox.gone(name, signal);
      return settled.get(name) ?? 'revoked';
    }
    if (claim?.entry) return outbox.deliver(claim.entry);

    const { credentials, askedAt } = departure;
    if (!credentials) return 'queued';
    return outbox.deliverUnstored({
      generation: claim?.generation ?? generation,
      ticket: ticketFor(credentials, scope),
      sessionToken: credentials.sessionToken,
      scope,
      askedAt,
      expiresAt: credentials.expiresAt,
    });
  }

  /** A session that nobody waits for any more: it is revoked, and taken off the disk if it got there. */
  async function abandon(generation: string) {
    const credentials = vault.get(generation);
    if (!credentials) return;
    vault.delete(generation);
    tombstones.add({ generation, scope: 'session' });
    const now = clock.now();
    const { ticket, sessionToken, expiresAt } = credentials;
    const claim = await store
      .clear({
        generation,
        scope: 'session',
        ticket,
        onDisk: false,
        sender: null,
        now,
        notBefore: now,
        expiresAt,
        tell: true,
      })
      .catch(() => null);
    if (!claim?.entry)
      await outbox.deliverUnstored({
        generation,
        ticket,
        sessionToken,
        scope: 'session',
        askedAt: now,
        expiresAt,
      });
    core.outboxChanged();
  }

  return {
    clearDevice,
    revokeSession,
    abandon,
    nameWildcard,
    /** Another tab, or the outbox, has the server's answer for a generation. */
    noteSettled(generation: string, result: 'revoked' | 'refused' | 'expired') {
      settled.set(generation, result === 'refused' ? 'refused' : 'revoked');
    },
  };
}

export type Departures = ReturnType<typeof createDepartures>;
