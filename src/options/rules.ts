import type { Rule } from './rule.js';
import { must } from './rule.js';

/** A function. */
export const aFunction: Rule = must((value) => typeof value === 'function', 'must be a function');

/** True or false. */
export const aBoolean: Rule = must((value) => typeof value === 'boolean', 'must be true or false');

/** A string with something in it. */
export const aText: Rule = must(
  (value) => typeof value === 'string' && value.trim() !== '',
  'must be a string that is not empty',
);

/** An object; not null, not an array. */
export const anObject: Rule = must(isRecord, 'must be an object');

/** One of a few values. */
export function oneOf(values: readonly (string | number | boolean | null)[]): Rule {
  return must(
    (value) => values.some((each) => each === value),
    `must be ${values.map((each) => JSON.stringify(each)).join(' or ')}`,
  );
}

/** A finite number of something: `numberOf('ms', 1)`. The bounds are included. */
export function numberOf(unit: string, least: number, most = Infinity): Rule {
  return must(
    (value) => isNumber(value) && value >= least && value <= most,
    `must be a number of ${unit}, ${boundsOf(least, most)}`,
  );
}

/** A whole number. The bounds are included. */
export function wholeNumber(least: number, most = Infinity): Rule {
  return must(
    (value) => isNumber(value) && Number.isInteger(value) && value >= least && value <= most,
    `must be a whole number, ${boundsOf(least, most)}`,
  );
}

/**
 * An object that has these functions: `withMethods('a query client', ['clear'])`.
 *
 * @param optional - What is a function too, where it is there.
 */
export function withMethods(
  what: string,
  names: readonly string[],
  optional: readonly string[] = [],
): Rule {
  return (value) => {
    if (!isRecord(value)) return { path: [], says: `must be ${what}` };
    const missing = names.find((name) => typeof value[name] !== 'function');
    if (missing !== undefined)
      return { path: [], says: `must be ${what}: it has no function "${missing}"` };
    const wrong = optional.find((name) => !['function', 'undefined'].includes(typeof value[name]));
    return wrong === undefined
      ? null
      : { path: [], says: `must be ${what}: its "${wrong}" is no function` };
  };
}

/** A value that one of the rules accepts; `says` is for when none does. */
export function either(rules: readonly Rule[], says: string): Rule {
  return must((value) => rules.some((rule) => rule(value) === null), says);
}

/** A list whose items all keep a rule. */
export function listOf(rule: Rule, least = 0): Rule {
  return (value) => {
    if (!Array.isArray(value) || value.length < least)
      return {
        path: [],
        says: least > 0 ? `must be a list of at least ${least}` : 'must be a list',
      };
    for (const [index, item] of value.entries()) {
      const problem = rule(item);
      if (problem) return { ...problem, path: [String(index), ...problem.path] };
    }
    return null;
  };
}

function boundsOf(least: number, most: number): string {
  return most === Infinity ? `at least ${least}` : `from ${least} to ${most}`;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** Whether a value is an object with fields: not null, not an array, not a function. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
