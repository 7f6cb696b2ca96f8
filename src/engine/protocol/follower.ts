import type { AuthView } from '../../machines/view.js';
import type { Core } from '../core.js';
import type { Tools } from './tools.js';

/**
 * How a tab follows a logout that it hears of: whatever the statechart says, the app is shown that
 * session no more, from now on. The statechart takes its step once that is on the screen.
 *
 * @param core - What shows the app its view.
 * @returns A function that takes the generation that was logged out; `*`: whichever was on disk.
 */
export function createFollower(core: Core, { actor, vault, heard }: Tools) {
  const { toView } = core;

  function fence(generation: string) {
    core.toView = (snapshot) => {
      const view = toView(snapshot);
      return snapshot.context.session?.generation === generation ? loggedOutElsewhere(view) : view;
    };
    core.show();
  }

  return (named: string) => {
    heard.add(named);
    const shown = actor.getSnapshot().context.session?.generation;
    const isWildcard = named === '*';
    // A session that never was on disk is not meant by the wildcard.
    if (isWildcard && shown && !vault.get(shown)?.key) return;
    const generation = (isWildcard && shown) || named;
    heard.add(generation);
    if (generation === shown) fence(generation);
    // React renders what it was told in a microtask, which comes before this one.
    queueMicrotask(() => actor.send({ type: 'SIGNED_OUT_ELSEWHERE', generation }));
  };
}

const loggedOutElsewhere = ({ storage, pendingRevocations }: AuthView): AuthView => ({
  status: 'loggingOut',
  ready: true,
  isAuthenticated: false,
  user: null,
  storage,
  pendingRevocations,
  reason: 'loggedOutElsewhere',
  device: null,
  server: 'notNeeded',
  app: null,
});
