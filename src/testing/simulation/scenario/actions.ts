/** What users, their browser and their administrator do in a scenario. */
export const actionNames = [
  'openTab',
  'closeTab',
  'crashTab',
  'crashTabSoon',
  'freezeTab',
  'thawTab',
  'cacheTab',
  'uncacheTab',
  'lookAtTab',
  'signIn',
  'signInAgain',
  'signInOnAnotherDevice',
  'logout',
  'logoutSoonAfterSignIn',
  'logoutTwice',
  'logoutInAllTabs',
  'logoutWhileOpening',
  'logoutEverywhere',
  'readTokens',
  'letJwtAge',
  'letSessionExpire',
  'wait',
  'goOffline',
  'goOnline',
  'loseConnections',
  'corruptRecord',
  'revokeElsewhere',
] as const;

/** One of {@link actionNames}. */
export type ActionName = (typeof actionNames)[number];

/** What a user does at the worst moment: reactions to what a tab is doing. */
export const reactionNames = [
  'logoutDuringCommit',
  'logoutDuringRefresh',
  'signInAfterQueuedLogout',
] as const;

/** One of {@link reactionNames}. */
export type ReactionName = (typeof reactionNames)[number];
