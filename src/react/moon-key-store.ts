'use client';

import type { AnyActorRef } from 'xstate';
import type { Auth } from '../engine/index.js';
import type { AuthView } from '../machines/view.js';
import { initializing } from './initializing.js';
import type { Start } from './start-params.js';
import type { MoonKey } from './moon-key.js';

/**
 * What `useMoonKey()` reads: one store, and one object at a time, for all components. The view itself
 * it offers as an actor offers its snapshot, which `useSelector` takes.
 */
export interface MoonKeyStore extends Pick<AnyActorRef, 'subscribe'> {
  readonly getSnapshot: () => AuthView;
  readonly read: () => MoonKey;
  /** What a server renders, and the first client render that takes its markup over. */
  readonly readOnServer: () => MoonKey;
}

/** The object stays the same until status or user change: a refresh that brings an equal user keeps it. */
export function createMoonKeyStore(auth: Auth, start: Start): MoonKeyStore {
  const { logout, getSessionTokens, getView, subscribe } = auth;
  const toMoonKey = ({ status, ready, isAuthenticated, user }: AuthView) =>
    ({ status, ready, isAuthenticated, user, logout, start, getSessionTokens }) as MoonKey;
  const first = toMoonKey(initializing);
  let latest = first;
  return {
    // `useSelector` subscribes with an observer alone; an actor takes functions, too: hence the cast.
    subscribe: ({ next }: { next: () => void }) => ({ unsubscribe: subscribe(next) }),
    getSnapshot: getView,
    read() {
      const view = getView();
      if (view.status !== latest.status || view.user !== latest.user) latest = toMoonKey(view);
      return latest;
    },
    readOnServer: () => first,
  } as MoonKeyStore;
}
