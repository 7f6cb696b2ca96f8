import type { Clearing } from '../../machines/services.js';
import type { LoggedOutReason } from '../../machines/types.js';
import type { Claim } from '../../services/clear-session.js';
import type { Departure, Departures } from './departures.js';

/** With these a session's cookie is worth nothing. */
const ENDED: readonly LoggedOutReason[] = ['expired', 'revoked'];

/** Whether the session may still be in a cookie that only the server can take away. */
export function isCookieLeft(
  departures: Pick<Departures, 'answerTo'>,
  { credentials }: Pick<Departure, 'credentials'>,
  claim: Claim | undefined,
  { generation, reason }: Clearing,
): boolean {
  const isInCookie = credentials?.inCookie ?? claim?.inCookie ?? false;
  const name = claim?.generation ?? generation;
  return isInCookie && !ENDED.includes(reason) && departures.answerTo(name) !== 'revoked';
}
