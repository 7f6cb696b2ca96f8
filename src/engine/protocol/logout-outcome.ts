import type { AuthNoticeOf } from '../auth.js';
import { LogoutError } from '../logout-error.js';
import type { Tools } from './tools.js';

/** The error that says exactly what a logout did and did not do. */
export function toLogoutError(
  notice: AuthNoticeOf<'loggedOut'> | AuthNoticeOf<'logoutCancelled'>,
): LogoutError {
  if (notice.type === 'logoutCancelled') return new LogoutError('cancelled');
  const { device, server } = notice;
  if (device === 'failed') return new LogoutError('device_not_cleared', device, server);
  return new LogoutError(
    server === 'refused' ? 'revocation_refused' : 'revocation_queued',
    device,
    server,
  );
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
