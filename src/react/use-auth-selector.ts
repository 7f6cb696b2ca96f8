import { useSyncExternalStore } from 'react';
import { useSelector } from '@xstate/react';
import type { AuthView } from '../machines/view.js';
import { useScope } from './context.js';

/**
 * One fact out of the view: the component renders again when that fact changes, and only then.
 *
 * The server, and the first client render that takes its markup over, see what the server has said
 * (`initializing` without `initialState`), even where the session was restored before a late Suspense boundary arrived.
 *
 * @param selector - Pure. Picks the fact out of the view.
 * @param isEqual - When to keep the old value. Default `===`.
 * @example
 * ```tsx
 * const waiting = useAuthSelector((view) => view.pendingRevocations);
 * ```
 */
export function useAuthSelector<T>(
  selector: (view: AuthView) => T,
  isEqual?: (a: T, b: T) => boolean,
): T {
  const { store } = useScope();
  const visible = useSyncExternalStore(
    store.subscribe,
    () => store.read().ready,
    () => false,
  );
  // After the other, which a server does not read.
  const selected = useSelector(store.views, selector, isEqual);
  return visible ? selected : selector(store.initial);
}
