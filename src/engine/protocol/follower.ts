import type { AuthView } from '../../machines/view.js';
import { bounded } from '../../services/bounded.js';
import type { Core } from '../core.js';
import { catchUp } from './signed-out.js';
import type { Tools } from './tools.js';

/** The longest that the statechart's step waits for a disk that is busy or stuck, in ms. */
export const PATIENCE = 250;

/**
 * How a tab follows a logout that it hears of: whatever the statechart says, the app is shown that
 * session no more, from now on. What takes longer, the statechart's step first of all, comes once
 * the acting tab has cleared the disk: ten tabs on two cores would keep one another, and the acting
 * one, from showing it.
 *
 * @param core - What shows the app its view.
 * @returns A function that takes the generation that was logged out; `*`: whichever was on disk.
 */
export function createFollower(core: Core, tools: Tools) {
  const { toView } = core;
  const { actor, vault, heard, store, environment } = tools;

  function fence(generation: string) {
    core.toView = (snapshot) => {
      const view = toView(snapshot);
      return snapshot.context.session?.generation === generation ? loggedOutElsewhere(view) : view;
    };
    core.show();
  }

  /** The disk answers behind the acting tab's transaction. What it says is asked again later. */
  const diskSettled = (generation: string) =>
    bounded(environment.clock, PATIENCE, () => store.has(generation)).catch(() => {});

  return async (named: string) => {
    const shown = actor.getSnapshot().context.session?.generation;
    const isWildcard = named === '*';
    heard.add(named);
    // A session that never was on disk is not meant by the wildcard.
    if (isWildcard && shown && !vault.get(shown)?.key) return;
    const generation = (isWildcard && shown) || named;
    heard.add(generation);
    if (generation !== shown) return actor.send({ type: 'SIGNED_OUT_ELSEWHERE', generation });
    fence(generation);
    // React renders what it was told in a microtask, which comes before this one.
    await Promise.resolve();
    await diskSettled(generation);
    catchUp(tools);
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
