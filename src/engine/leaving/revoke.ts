import type { Leaving } from '../../machines/services.js';
import type { LogoutScope, ServerOutcome } from '../../machines/types.js';
import type { RevocationProof } from '../../services/backend.js';
import { leaseEnd } from '../../services/lease.js';
import { momentOf, sessionState } from '../../services/lifetime.js';
import type { Outbox } from '../../services/outbox.js';
import type { OutboxEntry } from '../../services/records.js';
import { type DeliveryResult, tokenProof } from '../../services/send-revocation.js';
import type { UnstoredRevocation } from '../../services/unstored-revocation.js';
import { type Claim, LATELY } from '../../services/clear-session.js';
import { type Credentials, ticketFor } from '../../services/vault.js';
import type { Device } from '../device.js';
import type { With } from '../engine.js';
import { ServiceError } from '../service-error.js';
import { deviceDecided } from '../until.js';
import type { Departure } from './departures.js';

/** How long an answer that another tab has got may take to be told, in ms. */
export const HEARSAY = 200;

/** The question whose session this is, where the device holds none. */
interface Asking {
  settled(): Promise<void>;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });

/**
 * The service that tells the server, once it is decided who does: this tab with the entry that it
 * has just written, another one, whose answer is waited for, or this tab from memory.
 */
export async function revokeSession(
  engine: With<'device' | 'departures' | 'outbox' | 'chart' | 'timeouts'>,
  current: Asking,
  leaving: Leaving,
  signal: AbortSignal,
): Promise<ServerOutcome> {
  const { departures, outbox, chart } = engine;
  const departure = departures.get(leaving.generation);
  if (!departure) throw new ServiceError('no_departure');
  const claim = await departure.claim;
  await deviceDecided(chart);
  const { credentials, askedAt } = departure;
  departures.end(leaving.generation);

  const name = claim?.generation ?? leaving.generation;
  if (claim?.kind === 'none' && name === '*' && !credentials) {
    // Whoever is being asked for is meant, and on the way out once found.
    await Promise.race([current.settled(), aborted(signal)]);
    if (signal.aborted) return 'queued';
    return (await answerToLatest(engine, askedAt, leaving, signal)) ?? 'notNeeded';
  }
  const named = { ...leaving, generation: name };
  const left = { credentials, askedAt };
  const outcome = claim && (await settleClaim(engine, left, claim, named, signal));
  if (outcome) return outcome;
  if (!credentials) return claim?.unstored ? deliverUnstored(outbox, claim.unstored) : 'queued';
  return revokeFromMemory(outbox, credentials, { ...named, askedAt });
}

/**
 * Sends the entry that is this tab's, or waits for the tab whose it is. Undefined where only the token
 * in this tab's memory can revoke the session: without a ticket, or a name.
 */
async function settleClaim(
  engine: With<'device' | 'departures' | 'outbox' | 'timeouts'>,
  departure: Pick<Departure, 'credentials' | 'askedAt'>,
  first: Claim,
  leaving: Leaving,
  signal: AbortSignal,
): Promise<ServerOutcome | undefined> {
  const { device, outbox } = engine;
  const { credentials } = departure;
  for (let claim: Claim | null = first; claim;) {
    const { kind, entry } = claim;
    const token = credentials && entry ? tokenFor(engine, credentials, entry, leaving) : undefined;
    const result = kind === 'mine' && entry ? await outbox.deliver(entry, token) : null;
    if (result) return result;
    if (!entry && (kind === 'mine' || leaving.generation === '*')) return undefined;
    if (entry) {
      await outbox.gone(leaving.generation, signal);
      if (signal.aborted) return 'queued';
    }
    const answer = await answerTo(engine, leaving);
    if (answer) return answer;
    if (isOver(device, credentials, entry)) return answerAtExpiry(leaving.scope);
    claim = await claimAnew(engine, departure, leaving, entry);
  }
  return undefined;
}

/** Whether the session has reached its end: by a clock that may be wrong where this tab has not known it. */
const isOver = (
  { clock }: Device,
  credentials: Credentials | undefined,
  entry: OutboxEntry | null,
): boolean =>
  credentials
    ? sessionState(credentials.life, momentOf(clock)) === 'over'
    : entry !== null && entry.expiresAt <= clock.now();

/** The token in the ticket's place reaches as far: another tab may have asked for more than this one. */
function tokenFor(
  { device }: With<'device'>,
  { sessionToken, sessionId, everywhereTicket }: Credentials,
  { ticket }: OutboxEntry,
  { generation, scope }: Leaving,
): RevocationProof | undefined {
  // A cookie may be the next session's by now.
  if (!sessionToken) return undefined;
  const wish = device.tombstones.find(generation);
  const isWider = wish?.generation === generation && wish.scope === 'everywhere';
  return tokenProof({
    sessionToken,
    ...(sessionId !== undefined && { sessionId }),
    scope: isWider || ticket === everywhereTicket ? 'everywhere' : scope,
  });
}

/**
 * Nobody sends the revocation any more, or says what the server has answered: it is asked once more,
 * with an entry as the first time, unless another tab does so now. Revoking is idempotent.
 */
function claimAnew(
  { device, timeouts }: With<'device' | 'timeouts'>,
  { credentials, askedAt }: Pick<Departure, 'credentials' | 'askedAt'>,
  { generation, scope }: Leaving,
  last: OutboxEntry | null,
): Promise<Claim | null> {
  const now = device.clock.now();
  return device.store
    .clear({
      generation,
      scope,
      ticket: credentials?.ticket ?? last?.ticket ?? null,
      everywhereTicket: credentials?.everywhereTicket ?? null,
      wasDealtWith: () => false,
      sender: device.tabs.self,
      // Another tab's ticket goes with the time of its wish: it may reach all sessions that began before.
      now: credentials ? askedAt : (last?.askedAt ?? askedAt),
      notBefore: leaseEnd(now, timeouts.revokeTimeout),
      expiresAt: credentials?.expiresAt ?? last?.expiresAt ?? now,
      tell: true,
    })
    .catch(() => null);
}

/**
 * With its own end a session is as good as revoked. The user's others are not, and its ticket, which
 * could have ended them, has ended with it.
 */
export const answerAtExpiry = (scope: LogoutScope): ServerOutcome =>
  scope === 'everywhere' ? 'refused' : 'revoked';

/** What the server has answered to another tab, which says so once its entry is gone. */
async function answerTo(
  { device, departures }: With<'device' | 'departures'>,
  { generation, scope }: Leaving,
): Promise<ServerOutcome | undefined> {
  const { clock, tabs } = device;
  if (departures.answerTo(generation, scope) === undefined && tabs.hasChannel)
    await new Promise<void>((resolve) => clock.setTimeout(resolve, HEARSAY));
  return departures.answerTo(generation, scope);
}

/**
 * Nothing was left on the disk: it may be another tab's logout that took it while this one was under way, and
 * that has yet to add its entry, or to send it.
 */
async function answerToLatest(
  engine: With<'device' | 'departures' | 'outbox' | 'timeouts'>,
  askedAt: number,
  leaving: Leaving,
  signal: AbortSignal,
): Promise<ServerOutcome | undefined> {
  const since = askedAt - LATELY;
  // Where `localStorage` says nothing, the channel may have.
  const generation = engine.device.tombstones.latest(since) ?? engine.departures.lastOut(since);
  if (generation === undefined) return undefined;
  const others: Claim = { kind: 'other', generation, entry: null };
  const named = { ...leaving, generation };
  return settleClaim(engine, { credentials: undefined, askedAt }, others, named, signal);
}

/** Sends a revocation that only this tab can, with what is in its memory. */
export const revokeFromMemory = (
  outbox: Outbox,
  credentials: Credentials,
  { generation, scope, askedAt }: Omit<Leaving, 'reason'> & { readonly askedAt: number },
): Promise<DeliveryResult> =>
  deliverUnstored(outbox, {
    generation,
    ticket: ticketFor(credentials, scope),
    sessionToken: credentials.sessionToken,
    ...(credentials.sessionId !== undefined && { sessionId: credentials.sessionId }),
    scope,
    askedAt,
    expiresAt: credentials.expiresAt,
  });

/** Sends a revocation that is on no disk, and counts it among those that wait. */
export function deliverUnstored(
  outbox: Outbox,
  revocation: UnstoredRevocation,
): Promise<DeliveryResult> {
  const result = outbox.deliverUnstored(revocation);
  outbox.changed();
  return result;
}
