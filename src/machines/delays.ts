/** Bounds of every waiting state, in ms. Override them with `authMachine.provide({ delays })`. */
export const delays = {
  restoreTimeout: 5_000,
  signInTimeout: 15_000,
  commitTimeout: 5_000,
  refreshTimeout: 10_000,
  guardTimeout: 60_000,
  clearTimeout: 3_000,
  revokeTimeout: 5_000,
  cleanupTimeout: 5_000,
};

/** The name of a bound: see {@link delays}. */
export type AuthDelay = keyof typeof delays;
