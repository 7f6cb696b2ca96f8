import type { LateVerbs, Protocol } from '../protocol.js';
import type { LateProtocol } from './late-protocol.js';
import type { Life } from './life.js';

/**
 * The verbs of the protocol: each starts the engine, and waits until the protocol is there. A caller
 * may ignore the promise of any: an event handler does.
 *
 * @param leave - Logs out before it is there.
 */
export function createLateVerbs(late: LateProtocol, { start }: Life, leave: () => void): LateVerbs {
  function ask<T>(run: (protocol: Protocol) => Promise<T>): Promise<T> {
    start();
    const promise = late.current ? run(late.current) : late.load().then(run);
    promise.catch(() => {});
    return promise;
  }
  return {
    sendCode: (input) => ask((protocol) => protocol.sendCode(input)),
    signIn: (input) => ask((protocol) => protocol.signIn(input)),
    logout() {
      start();
      if (late.current) return late.current.logout();
      leave();
      return ask((protocol) => protocol.currentLogout());
    },
    signInWith: (input) => ask((protocol) => protocol.signInWith(input)),
    logoutEverywhere: () => ask((protocol) => protocol.logoutEverywhere()),
    getSessionTokens: () => ask((protocol) => protocol.getSessionTokens()),
    getPendingRevocations: () => ask((protocol) => protocol.getPendingRevocations()),
  };
}
