import type { LogoutScope } from '../machines/types.js';
import type { AuthNotice } from './auth.js';
import type { Core } from './core.js';
import { LogoutError } from './errors.js';

/** The verb `logout()`: one promise for all callers, settled by what the machine announces. */
export function createLogout({ actor, notices, guards, vault }: Core) {
  let pending: Promise<void> | undefined;

  const send = (scope: LogoutScope) =>
    actor.send({ type: 'LOGOUT', scope, guarded: guards.size > 0 });

  function begin(scope: LogoutScope): Promise<void> {
    pending = new Promise<void>((resolve, reject) => {
      const stop = notices.on('*', (notice) => {
        const outcome = outcomeOf(notice);
        if (outcome === undefined) return;
        stop();
        pending = undefined;
        if (outcome) reject(outcome);
        else resolve();
      });
    });
    // A caller may ignore the promise: an event handler does.
    pending.catch(() => undefined);
    const result = pending;
    send(scope);
    return result;
  }

  return {
    logout(scope: LogoutScope): Promise<void> {
      const snapshot = actor.getSnapshot();
      const { session } = snapshot.context;
      const credentials = session && vault.get(session.generation);
      if (
        scope === 'everywhere' &&
        (pending || !credentials || (credentials.ticket && !credentials.everywhereTicket))
      )
        return Promise.reject(new LogoutError('everywhere_unavailable'));
      if (snapshot.matches('loggedOut')) return Promise.resolve();
      if (snapshot.matches({ signingIn: 'verifying' })) {
        send(scope);
        return Promise.resolve();
      }
      if (!pending) return begin(scope);
      send(scope);
      return pending;
    },
    /** The logout under way. */
    pending: () => pending,
  };
}

/** An error, null for success, undefined for a notice that settles nothing. */
function outcomeOf(notice: AuthNotice): LogoutError | null | undefined {
  if (notice.type === 'logoutCancelled') return new LogoutError('cancelled');
  if (notice.type !== 'loggedOut') return undefined;
  const { device, server } = notice;
  if (device === 'failed') return new LogoutError('device_not_cleared', device, server);
  if (server === 'refused') return new LogoutError('revocation_refused', device, server);
  if (server === 'queued') return new LogoutError('revocation_queued', device, server);
  return null;
}
