import type { Backend, RevocationProof } from './backend.js';
import { BackendError } from './backend.js';
import { bounded } from './bounded.js';
import type { Clock } from './environment.js';
import type { UnstoredRevocation } from './unstored-revocation.js';

/** What one attempt came to. */
export type DeliveryResult = 'revoked' | 'refused' | 'queued';

/** One attempt: what it came to, and the ticket to go on with, where the server gave one. */
export interface Delivery {
  readonly result: DeliveryResult;
  /** It was refused since its session has reached its end: the server says so, whose clock counts. */
  readonly isExpired?: true;
  readonly ticket?: string;
}

/** By what a revocation is sent. */
interface Sender {
  readonly backend: Backend;
  readonly clock: Clock;
  /** The bound of one attempt, in ms. */
  readonly timeout: number;
}

/** Sends a revocation; `otherwise` is asked for another proof where the ticket is not accepted. Never rejects. */
export async function sendRevocation(
  sender: Sender,
  proof: RevocationProof,
  otherwise?: () => RevocationProof | undefined,
): Promise<Delivery> {
  const { backend, clock, timeout } = sender;
  try {
    await bounded(clock, timeout, (signal) => backend.revoke(proof, signal));
    return { result: 'revoked' };
  } catch (error) {
    const isTicket = error instanceof BackendError && error.code === 'ticket_refused';
    if (isTicket && otherwise) {
      const next = otherwise();
      return next ? sendRevocation(sender, next) : { result: 'queued' };
    }
    const { status, ticket } = error instanceof BackendError ? error : { status: 0 };
    if (status === 404 || status === 410) return { result: 'revoked' };
    const mayPass = status < 400 || status >= 500 || [408, 425, 429].includes(status);
    const isExpired = error instanceof BackendError && error.code === 'ticket_expired';
    if (!mayPass) return { result: 'refused', ...(isExpired && { isExpired }) };
    return { result: 'queued', ...(ticket !== undefined && { ticket }) };
  }
}

/** How long ago a logout was asked for, in s. Whole seconds, rounded up: a session begun a moment after the logout is not meant. */
export const ageOf = (askedAt: number, now: number) => {
  const age = now - askedAt;
  return age < 1000 ? 0 : Math.ceil(age / 1000);
};

/** Names a session by its token, and by its public id where it has one. */
export const tokenProof = ({
  sessionToken,
  sessionId,
  scope,
}: Pick<UnstoredRevocation, 'sessionToken' | 'sessionId' | 'scope'>): RevocationProof => ({
  sessionToken,
  ...(sessionId !== undefined && { sessionId }),
  scope,
});
