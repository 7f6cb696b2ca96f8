import type { PublicSession } from '../../machines/types.js';
import type { CryptoLike } from '../../services/environment.js';
import type { SessionRecord } from '../../services/records.js';
import { seal } from '../../services/seal.js';
import type { Credentials } from '../../services/vault.js';
import { ServiceError } from '../service-error.js';

/** The record of a session: tokens and profile under its key, the tickets beside them. */
export async function sealSession(
  crypto: CryptoLike | undefined,
  { generation, user }: PublicSession,
  { sessionToken, sessionJwt, version, life, ...open }: Credentials,
  key: CryptoKey,
): Promise<SessionRecord> {
  if (!crypto) throw new ServiceError('unavailable');
  const { ticket, everywhereTicket, expiresAt, sessionId, inCookie, cookieSeen } = open;
  const credentials = { sessionToken, sessionJwt };
  const bytes = await seal(crypto, key, generation, { user, credentials });
  return {
    generation,
    sealed: bytes,
    ...(sessionId !== undefined && { sessionId }),
    inCookie,
    ...(cookieSeen && { cookieSeen }),
    ticket,
    everywhereTicket,
    expiresAt,
    version,
    arrivedAt: life.arrived.wall,
    jwtLifetime: life.jwt,
    lifetime: life.session,
  };
}
