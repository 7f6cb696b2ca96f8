import type { Leaving } from '../../machines/services.js';
import type { ServerOutcome } from '../../machines/types.js';
import type { DeliveryResult, Outbox } from '../../services/outbox.js';
import { type Credentials, ticketFor } from '../../services/vault.js';
import { deviceDecided } from '../until.js';
import type { With } from '../engine.js';
import { ServiceError } from '../service-error.js';

/**
 * The service that tells the server, once it is decided who does: this tab with the entry that it
 * has just written, this tab from memory, or another one, whose answer is waited for.
 */
export async function revokeSession(
  { departures, outbox, chart }: With<'departures' | 'outbox' | 'chart'>,
  { generation, scope }: Leaving,
  signal: AbortSignal,
): Promise<ServerOutcome> {
  const departure = departures.get(generation);
  if (!departure) throw new ServiceError('no_departure');
  const claim = await departure.claim;
  await deviceDecided(chart);
  const { credentials, askedAt } = departure;
  departures.end(generation);

  const name = claim?.generation ?? generation;
  const answer = departures.answerOf(name);
  const isUnticketed = credentials?.ticket === null;
  if (claim?.kind === 'none' && (answer || !isUnticketed))
    return generation === '*' ? 'notNeeded' : (answer ?? 'revoked');
  if (claim?.kind === 'other') {
    await outbox.gone(name, signal);
    return departures.answerOf(name) ?? 'revoked';
  }
  if (claim?.entry) return outbox.deliver(claim.entry);
  if (!credentials) return 'queued';
  return revokeFromMemory(outbox, credentials, { generation: name, scope, askedAt });
}

/** Sends a revocation that is on no disk, and counts it among those that wait. */
export function revokeFromMemory(
  outbox: Outbox,
  credentials: Credentials,
  { generation, scope, askedAt }: Omit<Leaving, 'reason'> & { readonly askedAt: number },
): Promise<DeliveryResult> {
  const result = outbox.deliverUnstored({
    generation,
    ticket: ticketFor(credentials, scope),
    sessionToken: credentials.sessionToken,
    scope,
    askedAt,
    expiresAt: credentials.expiresAt,
  });
  outbox.changed();
  return result;
}
