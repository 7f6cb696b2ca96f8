'use client';

import type { Auth } from '../engine/index.js';
import type { AuthView } from '../machines/view.js';
import type { Start } from './start-params.js';
import type { MoonKey } from './use-moon-key.js';

/**
 * What `useMoonKey()` returns for a view: one object for all components, the same until status or
 * user change. A refresh that brings an equal user keeps it.
 */
export function createIdentify({ logout, getSessionTokens }: Auth, start: Start) {
  const known: { [Is in 'initializing' | 'later']?: MoonKey } = {};
  return ({ status, ready, isAuthenticated, user }: AuthView): MoonKey => {
    // Kept apart, since a page that hydrates late asks for both in turn.
    const slot = ready ? 'later' : 'initializing';
    const before = known[slot];
    if (before?.status === status && before.user === user) return before;
    const verbs = { logout, start, getSessionTokens };
    return (known[slot] = { status, ready, isAuthenticated, user, ...verbs } as MoonKey);
  };
}
