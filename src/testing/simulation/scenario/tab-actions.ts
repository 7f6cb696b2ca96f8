import type { ActionName } from './actions.js';
import type { Stage } from './stage.js';
import type { Visitor } from './visitor.js';

type Take = (stage: Stage, visitor: Visitor) => unknown;

/** What a user does in a tab, or a browser to it. False: it makes no sense there now. */
export const tabActions: Partial<Record<ActionName, Take>> = {
  closeTab: ({ world }, visitor) => {
    visitor.act('close', () => world.close(visitor.opened));
  },
  crashTab: ({ world }, { opened }) => world.crash(opened.tab),
  crashTabSoon: ({ world }, { opened: { tab } }) => {
    tab.crashAtCall = tab.calls + world.random.between(1, 30);
  },
  freezeTab: (_, { opened: { tab, page } }) => {
    page.visible = false;
    page.fire('visibilitychange');
    page.fire('freeze');
    tab.freeze(false);
  },
  cacheTab: (stage, visitor) => {
    const { tab, page } = visitor.opened;
    visitor.act('cache', () => {
      page.fire('pagehide');
      tab.post('cached', () => {
        if (!stage.isCalm) tab.freeze(true);
      });
    });
  },
  lookAtTab: (_, { opened: { page } }) => {
    page.visible = true;
    page.post('visibilitychange');
    page.post('focus');
  },
  signIn: (stage, visitor) => {
    if (visitor.auth.getView().isAuthenticated) return false;
    stage.signIn(visitor);
    return true;
  },
  signInAgain: (stage, visitor) => stage.signIn(visitor),
  logoutSoonAfterSignIn: (stage, visitor) => {
    stage.signIn(visitor);
    visitor.opened.tab.post(
      'logout',
      () => stage.promises.logout(visitor),
      stage.world.random.pick([0, 0, 10, 100, 300]),
    );
  },
  logout: ({ promises }, visitor) => {
    visitor.act('logout', () => promises.logout(visitor));
  },
  logoutTwice: ({ promises }, visitor) => {
    visitor.act('logout', () => {
      promises.logout(visitor);
      promises.logout(visitor);
    });
  },
  logoutInAllTabs: ({ promises, visitors, world }, { auth }) => {
    // Whether all of a user's sessions have ended shows only where there is another one.
    const { user } = auth.getView();
    if (user && world.random.chance(0.5)) world.server.signInElsewhere(user.email);
    for (const each of visitors)
      if (each.isOpen())
        each.act('logout', () =>
          promises.logout(each, world.random.chance(0.4) ? 'everywhere' : 'session'),
        );
  },
  logoutWhileOpening: (stage) => {
    if (!stage.mayOpen()) return false;
    const opened = stage.open();
    if (stage.isEarly) {
      stage.world.faults.note('loggedOutEarly');
      stage.promises.logout(opened);
    } else opened.act('logout', () => stage.promises.logout(opened));
    return true;
  },
  logoutEverywhere: ({ promises }, visitor) => {
    visitor.act('logout everywhere', () => promises.logout(visitor, 'everywhere'));
  },
  readTokens: ({ promises }, visitor) => {
    visitor.act('read tokens', () => promises.readTokens(visitor));
  },
};
