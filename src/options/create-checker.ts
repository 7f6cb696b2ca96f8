import { ConfigurationError } from './configuration-error.js';
import { optionMessage } from './option-message.js';
import type { Shape } from './rule.js';
import { shapeOf } from './shape-of.js';

/** Checks the options of one function; made by {@link createChecker}. */
export interface Checker {
  /**
   * Refuses what is not an object, an option that is not in `shape`, and a value that its rule
   * refuses.
   *
   * @throws {@link ConfigurationError} for the first that is wrong.
   */
  readonly check: (options: unknown, shape: Shape) => void;
  /** Refuses one option for a reason of your own: `fail('prefix', 'must not be empty')`. */
  readonly fail: (option: string, problem: string) => never;
}

/**
 * Checks options for `owner`, the function that the user called, with messages of one grammar.
 *
 * @example
 * ```ts
 * const { check } = createChecker('createInspector')
 * check(options, { limit: wholeNumber(10), theme: oneOf(['auto', 'light', 'dark']) })
 * // createInspector: "limit" must be a whole number, at least 10.
 * ```
 */
export function createChecker(owner: string): Checker {
  const fail = (option: string, problem: string): never => {
    throw new ConfigurationError(option, optionMessage(owner, option, problem));
  };
  return {
    fail,
    check(options, shape) {
      const problem = shapeOf(shape)(options);
      if (problem) fail(problem.path.join('.') || 'options', problem.says);
    },
  };
}
