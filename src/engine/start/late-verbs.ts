import type { Protocol } from '../protocol.js';
import type { LateProtocol } from './late-protocol.js';
import type { Life } from './life.js';

/**
 * The verbs of the protocol: each starts the engine, and waits until the protocol is there.
 *
 * @param leave - Logs out before it is there.
 */
export function createLateVerbs(
  late: LateProtocol,
  { start }: Life,
  leave: () => void,
): Protocol['verbs'] {
  async function verb<T>(run: (verbs: Protocol['verbs']) => Promise<T>): Promise<T> {
    start();
    return run((late.current ?? (await late.load())).verbs);
  }
  return {
    sendCode: (input) => verb(({ sendCode }) => sendCode(input)),
    signIn: (input) => verb(({ signIn }) => signIn(input)),
    logout() {
      start();
      if (late.current) return late.current.verbs.logout();
      leave();
      return quiet(late.load().then((protocol) => protocol.currentLogout()));
    },
    logoutEverywhere: () => quiet(verb(({ logoutEverywhere }) => logoutEverywhere())),
    getSessionTokens: () => quiet(verb(({ getSessionTokens }) => getSessionTokens())),
    getPendingRevocations: () =>
      quiet(verb(({ getPendingRevocations }) => getPendingRevocations())),
  };
}

/** A caller may ignore the promise: an event handler does. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
