import { numberOf, type Rule, required, shapeOf } from '../../options/index.js';

/** The longest that a platform timer can wait, in ms: almost 25 days. */
const LONGEST = 0x7fff_ffff;

const shape = shapeOf({
  after: required(numberOf('ms', 1, LONGEST)),
  warnBefore: numberOf('ms', 0, LONGEST),
});

/** Checks the option `idle`. */
export const idleRule: Rule = (value) => {
  const problem = shape(value);
  if (problem) return problem;
  const { after, warnBefore = 0 } = value as { after: number; warnBefore?: number };
  return warnBefore <= after ? null : { path: ['warnBefore'], says: 'must be at most "after"' };
};
