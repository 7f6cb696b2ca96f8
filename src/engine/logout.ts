import type { Actor } from 'xstate';
import type { AuthMachine } from '../machines/auth-machine.js';
import type { LogoutScope } from '../machines/types.js';
import type { AuthNotice } from './auth.js';
import type { Core } from './core.js';
import { LogoutError } from './errors.js';
import type { createHooks } from './hooks.js';

interface LogoutOptions {
  readonly core: Core;
  readonly actor: Actor<AuthMachine>;
  readonly hooks: ReturnType<typeof createHooks>;
  readonly start: () => void;
}

/** The verb `logout()`: one promise for all callers, settled by what the machine announces. */
export function createLogout({ core, actor, hooks, start }: LogoutOptions) {
  let pending: Promise<void> | undefined;

  function begin(scope: LogoutScope): Promise<void> {
    const result = new Promise<void>((resolve, reject) => {
      const stop = core.notices.on('*', (notice) => {
        const outcome = outcomeOf(notice);
        if (outcome === undefined) return;
        stop();
        pending = undefined;
        if (outcome) reject(outcome);
        else resolve();
      });
    });
    // A caller may ignore the promise: an event handler does.
    result.catch(() => undefined);
    pending = result;
    actor.send({ type: 'LOGOUT', scope, guarded: hooks.guarded });
    return result;
  }

  return {
    logout(scope: LogoutScope): Promise<void> {
      start();
      const snapshot = actor.getSnapshot();
      if (scope === 'everywhere' && (pending || !reachesEverywhere()))
        return Promise.reject(new LogoutError('everywhere_unavailable'));
      if (snapshot.matches('loggedOut')) return Promise.resolve();
      if (snapshot.matches({ signingIn: 'verifying' })) {
        actor.send({ type: 'LOGOUT', scope, guarded: false });
        return Promise.resolve();
      }
      if (!pending) return begin(scope);
      actor.send({ type: 'LOGOUT', scope, guarded: hooks.guarded });
      return pending;
    },
    /** Resolves when no logout is under way. */
    isIdle: () => !pending,
    idle: () => pending?.catch(() => undefined) ?? Promise.resolve(),
  };

  function reachesEverywhere(): boolean {
    const { session } = actor.getSnapshot().context;
    const credentials = session && core.vault.get(session.generation);
    return Boolean(credentials && (credentials.everywhereTicket ?? !credentials.ticket));
  }
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
