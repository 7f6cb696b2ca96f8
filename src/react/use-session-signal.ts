import { useSyncExternalStore } from 'react';
import { useScope } from './context.js';

/** A server renders for nobody. */
const nobody = /* @__PURE__ */ AbortSignal.abort();

/**
 * The signal of the session that is shown: see `auth.signal`. The component renders again with the
 * next session's. Before the engine has started, on a server first of all, it has aborted.
 *
 * @example
 * ```tsx
 * const signal = useSessionSignal();
 * useEffect(() => {
 *   if (signal.aborted) return;
 *   const feed = new EventSource('/feed');
 *   signal.addEventListener('abort', () => feed.close());
 *   return () => feed.close();
 * }, [signal]);
 * ```
 */
export function useSessionSignal(): AbortSignal {
  const { auth, store } = useScope();
  return useSyncExternalStore(
    store.subscribe,
    () => (store.read().isAuthenticated ? auth.signal : nobody),
    () => nobody,
  );
}
