import { aText, createChecker, listOf, type Shape } from '../options/index.js';

/** What a choice of names may hold, of which one is passed. */
export const aChoice = (list: string): Shape => ({ [list]: listOf(aText, 1), prefix: aText });

/**
 * Checks a choice: an object with one of its options, or none.
 *
 * @throws ConfigurationError that names the option.
 */
export function checkChoice(where: string, choice: unknown, shape: Shape): void {
  const { check, fail } = createChecker(where);
  check(choice, shape);
  const given = Object.keys(choice as object);
  if (given.length > 1) fail(given.join('" and "'), 'exclude one another: pass one');
}
