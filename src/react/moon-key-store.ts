import type { AnyActorRef } from 'xstate';
import type { AuthView } from '../machines/view.js';
import type { HeldEngine } from './held-engine.js';
import type { Start } from './start-params.js';
import type { MoonKey, Verbs } from './moon-key.js';

/** What the hooks read: one store, and one object at a time, for all components. */
export interface MoonKeyStore {
  readonly subscribe: (listener: () => void) => () => void;
  /** The view as an actor offers its snapshot, for `useSelector`. */
  readonly views: Pick<AnyActorRef, 'subscribe'> & { getSnapshot: () => AuthView };
  /** The same object until status or user change: a refresh that brings an equal user keeps it. */
  readonly read: () => MoonKey;
  /** The view that a server renders. */
  readonly initial: AuthView;
  /** What a server renders, and the first client render that takes its markup over. */
  readonly readOnServer: () => MoonKey;
}

/** Reads nothing of the engine until a component subscribes. */
export function createMoonKeyStore(
  { auth, getView, initial }: HeldEngine,
  start: Start,
): MoonKeyStore {
  const verbs: Verbs = {
    logout: () => auth.logout(),
    start,
    getSessionTokens: (options) => auth.getSessionTokens(options),
  };
  const toMoonKey = ({ status, ready, isAuthenticated, user }: AuthView) =>
    ({ status, ready, isAuthenticated, user, ...verbs }) as MoonKey;
  const first = toMoonKey(initial);
  let latest = first;
  const subscribe = (listener: () => void) => auth.subscribe(listener);
  return {
    initial,
    subscribe,
    // `useSelector` subscribes with an observer alone; an actor takes functions, too: hence the cast.
    views: {
      subscribe: ({ next }: { next: () => void }) => ({ unsubscribe: subscribe(next) }),
      getSnapshot: getView,
    } as MoonKeyStore['views'],
    read() {
      const view = getView(true);
      if (view.status !== latest.status || view.user !== latest.user) latest = toMoonKey(view);
      return latest;
    },
    readOnServer: () => first,
  };
}
