import type { AuthView } from '../machines/view.js';
import type { HeldEngine } from './held-engine.js';
import type { Start } from './start-params.js';
import type { MoonKey, Verbs } from './moon-key.js';

/** What the hooks read: one store, and one object at a time, for all components. */
export interface MoonKeyStore {
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until status or user change: a refresh that brings an equal user keeps it. */
  readonly read: () => MoonKey;
  readonly readView: () => AuthView;
  /** What a server renders, and the first client render that takes its markup over. */
  readonly readOnServer: () => MoonKey;
  readonly readViewOnServer: () => AuthView;
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
  return {
    subscribe: (listener) => auth.subscribe(listener),
    readView: getView,
    read() {
      const view = getView();
      if (view.status !== latest.status || view.user !== latest.user) latest = toMoonKey(view);
      return latest;
    },
    readOnServer: () => first,
    readViewOnServer: () => initial,
  };
}
