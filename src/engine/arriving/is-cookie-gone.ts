import type { Credentials } from '../../services/vault.js';
import type { Device } from '../device.js';

/**
 * Whether the cookie of a session has gone that this device has seen: somebody took it away, or it is
 * another session's. What is looked at is the cookie that script can read, and only that one may have gone:
 * so this is no proof, and the server is asked, by the cookie that it reads itself.
 */
export const isCookieGone = (
  { notes }: Pick<Device, 'notes'>,
  { cookieSeen, sessionId }: Pick<Credentials, 'cookieSeen' | 'sessionId'>,
): boolean => cookieSeen === true && notes.seesCookie(sessionId) === false;
