import type { PublicSession } from '../../machines/types.js';
import type { Grant } from '../../services/backend.js';
import { credentialsOf } from '../../services/vault.js';
import type { Device } from '../device.js';
import type { With } from '../engine.js';
import { abandonSession } from '../leaving/give-up.js';
import { backendCode, ServiceError } from '../service-error.js';
import type { Attempts } from './attempts.js';

/** The service that exchanges a code for a session, which is not on the device yet. */
export async function verifySignIn(
  engine: With<'device' | 'backend' | 'outbox'>,
  attempts: Attempts,
  attempt: string,
  signal: AbortSignal,
): Promise<PublicSession> {
  const entered = attempts.get(attempt);
  if (!entered) throw new ServiceError('unknown_attempt');
  try {
    // Not aborted with the state: a session that the server makes all the same must be revoked.
    const grant = await engine.backend.verifyCode(entered.request, new AbortController().signal);
    checkGrant(grant);
    const session = { generation: attempt, user: grant.user, expiresAt: grant.expiresAt * 1000 };
    engine.device.vault.set(attempt, credentialsOf(grant, null));
    const isOut = isTombstoned(engine.device, attempt, grant);
    if (signal.aborted || isOut) void abandonSession(engine, attempt);
    if (isOut) throw new ServiceError('signed_out');
    entered.session = session;
    return session;
  } catch (error) {
    entered.failure = error;
    throw new ServiceError(backendCode(error));
  }
}

/**
 * Whether this browser has signed that very session out, whatever the backend says of it now: it is
 * not shown, and its revocation is sent again.
 */
const isTombstoned = ({ tombstones }: Device, generation: string, { sessionId }: Grant): boolean =>
  tombstones.find(generation, sessionId)?.generation === generation;

/** Throws `malformed_grant` unless a backend gave what the engine needs. */
export function checkGrant(grant: Grant): void {
  const isComplete =
    typeof grant?.sessionToken === 'string' &&
    typeof grant.sessionJwt === 'string' &&
    typeof grant.user?.id === 'string' &&
    Number.isFinite(grant.expiresAt) &&
    Number.isFinite(grant.jwtExpiresAt);
  if (!isComplete) throw new ServiceError('malformed_grant');
}
