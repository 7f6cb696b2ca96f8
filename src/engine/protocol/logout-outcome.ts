import type { AuthNoticeOf } from '../auth.js';
import { LogoutError } from '../logout-error.js';
import type { Tools } from './tools.js';

/** Throws unless device and server are both done; the error says exactly what is not. */
export function checkLoggedOut(
  notice: AuthNoticeOf<'loggedOut'> | AuthNoticeOf<'logoutCancelled'>,
): void {
  if (notice.type === 'logoutCancelled') throw new LogoutError('cancelled');
  const { device, server } = notice;
  if (device === 'failed') throw new LogoutError('device_not_cleared', device, server);
  if (server === 'refused') throw new LogoutError('revocation_refused', device, server);
  if (server === 'queued') throw new LogoutError('revocation_queued', device, server);
}

/** Throws unless all sessions of the shown user can be ended from here. */
export function checkReachesEverywhere({ actor, vault }: Tools): void {
  const snapshot = actor.getSnapshot();
  const { session, scope } = snapshot.context;
  const credentials = session && vault.get(session.generation);
  const isAskedForLess =
    scope === 'session' && snapshot.matches({ authenticated: { intent: 'confirmingLogout' } });
  if (!credentials || isAskedForLess || (credentials.ticket && !credentials.everywhereTicket))
    throw new LogoutError('everywhere_unavailable');
}
