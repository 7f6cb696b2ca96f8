/** When somebody has waited for long enough. */
export interface Deadline {
  /** To be asked before each look: whether there is to be no other one. */
  isOver(): boolean;
}

/** How often a look is taken at least while one is waited for, in ms: on a fast machine it is far more often. */
const slowestLook = 40;

/** Looks that everybody is granted, however short the time. */
const fewestLooks = 3;

/**
 * A deadline that tells slow from stuck: the time must be over, and as many looks must have been taken as
 * a machine takes in it that is not busy with something else.
 *
 * @param ms - The time, in ms.
 * @param fewest - How many looks. Default: one for each 40 ms.
 * @param now - The clock that the time is measured with, in ms. Default: real time.
 */
export function createDeadline(
  ms: number,
  fewest: number = ms / slowestLook,
  now: () => number = () => performance.now(),
): Deadline {
  const end = now() + ms;
  let looks = 0;
  return {
    isOver() {
      looks += 1;
      return now() >= end && looks >= Math.max(fewestLooks, fewest);
    },
  };
}
