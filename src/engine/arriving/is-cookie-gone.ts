import type { Credentials } from '../../services/vault.js';
import type { Device } from '../device.js';

/**
 * Whether the cookie of a session has gone that this device has seen: somebody took it away, or it is
 * another session's. It may be but the one for script: so the server is asked, by the cookie alone.
 */
export const isCookieGone = (
  { notes }: Pick<Device, 'notes'>,
  { cookieSeen, sessionId }: Pick<Credentials, 'cookieSeen' | 'sessionId'>,
): boolean => cookieSeen === true && notes.seesCookie(sessionId) === false;
