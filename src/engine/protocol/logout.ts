import type { LogoutScope } from '../../machines/types.js';
import type { AuthNoticeOf } from '../auth.js';
import { fenceAhead } from './fence.js';
import { checkLoggedOut } from './logout-outcome.js';
import { catchUp } from './signed-out.js';
import type { Tools } from './tools.js';

type Ending = AuthNoticeOf<'loggedOut'> | AuthNoticeOf<'logoutCancelled'>;

/** The verb `logout()`: one promise for all callers, settled by what the machine announces. */
export function createLogout(tools: Tools) {
  const { actor, notices, guards } = tools;
  let latest = Promise.resolve();
  let isOpen = false;

  function begin() {
    isOpen = true;
    latest = new Promise<Ending>((resolve) => {
      const stop = notices.on('*', (notice) => {
        if (notice.type !== 'loggedOut' && notice.type !== 'logoutCancelled') return;
        stop();
        isOpen = false;
        resolve(notice);
      });
    }).then(checkLoggedOut);
    // A caller may ignore the promise: an event handler does.
    latest.catch(() => {});
  }

  // One that was asked for before this was loaded.
  if (actor.getSnapshot().matches('loggingOut')) begin();

  return {
    logout(scope: LogoutScope): Promise<void> {
      catchUp(tools);
      fenceAhead(tools, scope);
      actor.send({ type: 'LOGOUT', scope, guarded: guards.size > 0 });
      const snapshot = actor.getSnapshot();
      if (snapshot.matches('loggedOut') || snapshot.matches('signingIn')) return Promise.resolve();
      if (!isOpen) begin();
      return latest;
    },
    latestLogout: () => latest,
    /** The logout under way, if there is one. */
    openLogout: () => (isOpen ? latest : undefined),
  };
}
