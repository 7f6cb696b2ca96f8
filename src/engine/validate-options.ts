import {
  aFunction,
  createChecker,
  either,
  must,
  numberOf,
  oneOf,
  type Rule,
  shapeOf,
  withMethods,
} from '../options/index.js';
import { CREDENTIALS, headersOption, unusedOption } from './headers-rule.js';
import { idleRule } from './idling/idle-rule.js';
import { initialStateRule } from './initial-state-rule.js';
import type { AuthOptions } from './options.js';

const { check, fail } = createChecker('createAuth');

/** A day, in ms: a longer bound is a mistake. */
const LONGEST = 86_400_000;

/**
 * Checks every option of `createAuth()` but the key, which the start itself checks.
 *
 * @param bounds - The names of the timeouts.
 * @throws ConfigurationError that names the option.
 */
export function validateOptions(options: AuthOptions, bounds: readonly string[]): void {
  check(options, {
    publishableKey: anything,
    backend,
    timeouts: shapeOf(all(bounds, numberOf('ms', 1, LONGEST)), 'a timeout'),
    headers: headersOption,
    credentials: oneOf(CREDENTIALS),
    tokens: oneOf(['page', 'none']),
    idle: idleRule,
    initialState: initialStateRule,
    inspect: either(
      [aFunction, withMethods('an observer', ['next'])],
      'must be a function, or an observer with "next"',
    ),
    environment: shapeOf(all(PARTS, anything), 'a part'),
  });
  const unused = unusedOption(options);
  if (unused) fail(...unused);
}

const all = (names: readonly string[], rule: Rule) =>
  Object.fromEntries(names.map((name) => [name, rule]));

const anything = must(() => true, '');

const url = must(
  (value) =>
    typeof value === 'string' && /^(https?:\/\/[^/]|\/(?!\/))/.test(value) && !value.endsWith('/'),
  'must be a path or an http(s) URL without a slash at its end: "/api/auth"',
);

/** A URL, or an object with the functions that every session needs. */
const backend: Rule = (value) => {
  if (typeof value === 'string') return url(value);
  return shapeOfMethods(value);
};

const shapeOfMethods = withMethods(
  'a URL, or an object with functions',
  ['refresh', 'revoke'],
  ['sendCode', 'verifyCode', 'current'],
);

const PARTS = [
  'indexedDB',
  'localStorage',
  'sessionStorage',
  'cookies',
  'openChannel',
  'locks',
  'fetch',
  'crypto',
  'clock',
  'page',
  'reportError',
];
