import type { LogoutScope } from '../machines/types.js';
import type { Core } from './core.js';
import type { Protocol } from './protocol/index.js';

/** The verb `logout()`: one promise for all callers, settled by what the machine announces. */
export function createLogout({ actor, notices, guards }: Core, load: () => Promise<Protocol>) {
  let pending: Promise<void> | undefined;

  const begin = () => {
    const result = new Promise<void>((resolve, reject) => {
      const stop = notices.on('*', (notice) => {
        if (notice.type !== 'loggedOut' && notice.type !== 'logoutCancelled') return;
        stop();
        pending = undefined;
        load()
          .then((protocol) => protocol.checkLoggedOut(notice))
          .then(resolve, reject);
      });
    });
    // A caller may ignore the promise: an event handler does.
    result.catch(() => {});
    return result;
  };

  return {
    logout: (scope: LogoutScope): Promise<void> => {
      const snapshot = actor.getSnapshot();
      if (snapshot.matches('loggedOut')) return Promise.resolve();
      const result = snapshot.matches({ signingIn: 'verifying' })
        ? Promise.resolve()
        : (pending ??= begin());
      actor.send({ type: 'LOGOUT', scope, guarded: guards.size > 0 });
      return result;
    },
    /** The logout under way. */
    pending: () => pending,
  };
}
