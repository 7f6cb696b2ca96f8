/** The longest that a platform timer can wait, in ms: a longer one fires at once. */
export const LONGEST_TIMER = 0x7fff_ffff;
