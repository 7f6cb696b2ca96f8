import type { Auth, LogoutCleaner } from '../engine/auth.js';
import { createChecker, required, withMethods } from '../options/index.js';

const aTarget = required(withMethods('something to close', ['close']));

/**
 * A cleaner that closes a `WebSocket`, an `EventSource`, or whatever has a `close()`. It does so in the
 * tick in which the session ends, in every tab: it does not wait for the other cleaners. Added when
 * nobody is signed in any more, it closes at once; added before it is known who is, it waits for that.
 *
 * @throws TypeError when there is no `close()`.
 *
 * @example
 * ```ts
 * const remove = auth.addCleaner('feed', closeOnLogout(new WebSocket(url)))
 * ```
 */
export function closeOnLogout(target: { close(): unknown }): LogoutCleaner {
  const { check } = createChecker('closeOnLogout');
  check({ target }, { target: aTarget });

  /** What the last `close()` came to; the cleaner reports it. */
  let closed: { readonly result: unknown } | undefined;
  const close = () => {
    closed = { result: undefined };
    try {
      closed = { result: target.close() };
    } catch (error) {
      closed = { result: Promise.reject(error) };
    }
    Promise.resolve(closed.result).catch(() => {});
  };
  const cleaner: LogoutCleaner = () => {
    if (!closed) close();
    const result = closed?.result;
    closed = undefined;
    return result;
  };
  return Object.assign(cleaner, {
    attach(auth: Session, remove: () => void) {
      const stop = follow(auth, close);
      return () => {
        remove();
        stop();
      };
    },
  });
}

type Session = Pick<Auth, 'getView' | 'subscribe' | 'signal'>;

/** Calls `close` at the end of this session and of each that comes. Returns what stops it. */
function follow(auth: Session, close: () => void): () => void {
  let signal: AbortSignal | undefined;
  function look() {
    if (!auth.getView().ready || auth.signal === signal) return;
    ({ signal } = auth);
    if (signal.aborted) close();
    else signal.addEventListener('abort', close);
  }
  look();
  const stop = auth.subscribe(look);
  return () => {
    stop();
    signal?.removeEventListener('abort', close);
  };
}
