import type { Lifetime } from './lifetime.js';
import type { SessionRecord } from './records.js';
import type { Sealable } from './unseal.js';
import type { Credentials } from './vault.js';

/** The secrets in a record that was opened. */
export function storedCredentials(
  record: SessionRecord,
  { credentials }: Sealable,
  key: CryptoKey,
  life: Lifetime,
): Credentials {
  const { sessionId, ticket, everywhereTicket, expiresAt, version = 0 } = record;
  const { inCookie = false, cookieSeen } = record;
  return {
    sessionToken: credentials.sessionToken,
    sessionJwt: credentials.sessionJwt,
    version,
    life,
    ticket,
    everywhereTicket,
    expiresAt,
    ...(sessionId !== undefined && { sessionId }),
    inCookie,
    ...(cookieSeen && { cookieSeen }),
    key,
  };
}
