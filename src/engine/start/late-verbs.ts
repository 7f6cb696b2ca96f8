import type { LateVerbs, Protocol } from '../protocol.js';
import type { LateProtocol } from './late-protocol.js';
import type { Life } from './life.js';

const verbs = [
  'stayActive',
  'signIn',
  'getSessionTokens',
  'getPendingRevocations',
  'sendCode',
  'ready',
  'signInWith',
  'check',
  'recheck',
  'fetch',
  'logoutEverywhere',
] as const;

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
  const verb = (name: Exclude<keyof LateVerbs, 'logout'>) => [
    name,
    (...input: never[]) =>
      ask<unknown>((protocol) =>
        (protocol[name] as (...input: never[]) => Promise<unknown>)(...input),
      ),
  ];
  return {
    ...(Object.fromEntries(verbs.map(verb)) as Omit<LateVerbs, 'logout'>),
    logout() {
      start();
      if (late.current) return late.current.logout();
      leave();
      return ask((protocol) => protocol.currentLogout());
    },
  };
}
