import { ConfigurationError } from '../engine/configuration-error.js';
import type { AuthOptions } from '../engine/options.js';
import { validateOptions } from '../engine/validate-options.js';
import type { MoonKeyProviderProps } from './provider.js';

type Check = readonly [isRight: (value: unknown) => unknown, must: string];
interface Shape {
  readonly [key: string]: Check | Shape | null;
}

const text: Check = [(value) => typeof value === 'string', 'a string'];
const callback: Check = [(value) => typeof value === 'function', 'a function'];
const seconds: Check = [
  (value) => Number.isInteger(value) && Number(value) > 0,
  'a whole number of seconds, at least 1',
];
const anyOf = (...known: unknown[]): Check => [
  (value) => known.includes(value),
  `one of ${known.join(', ')}`,
];
const method = anyOf('email', 'google', 'apple', 'wallet');

/** Every prop and option there is; the engine checks those that are null. */
const shape: Shape = {
  children: null,
  publishableKey: null,
  auth: null,
  config: {
    loginMethods: [
      (value) => Array.isArray(value) && value[0] && value.every(method[0]),
      `a list of ${method[1]}`,
    ],
    emailOtp: { expiresIn: seconds, resendCodeTime: seconds },
    appearance: {
      logo: text,
      loginHeaderTitle: text,
      loginHeaderDescription: text,
      theme: anyOf('light', 'dark', 'auto'),
    },
    backend: null,
    onStart: callback,
  },
};

function fail(option: string, problem: string): never {
  throw new ConfigurationError(option, `MoonKeyProvider: "${option}" ${problem}.`);
}

function check(value: unknown, rule: Check | Shape, path: string): void {
  if (Array.isArray(rule)) {
    if (!rule[0](value)) fail(path, `must be ${rule[1]}`);
    return;
  }
  if (Object(value) !== value || Array.isArray(value)) fail(path, 'must be an object');
  for (const [key, item] of Object.entries(value as object)) {
    const option = path ? `${path}.${key}` : key;
    const inner = (rule as Shape)[key];
    if (inner === undefined)
      fail(option, `is not known. Known are ${Object.keys(rule).join(', ')}`);
    if (inner && item !== undefined) check(item, inner, option);
  }
}

/**
 * Checks the props of the provider. It calls `onProblem` for the first problem, with the option's name,
 * and where there is none nothing: a test's page may be gone by now, and React does not bear a call
 * then.
 */
export function checkProps(
  props: MoonKeyProviderProps,
  options: AuthOptions,
  onProblem: (problem: Error) => void,
): void {
  const { auth, publishableKey, config } = props;
  try {
    check(props, shape, '');
    if (auth && publishableKey) fail('publishableKey', 'and "auth" exclude each other: pass one');
    if (auth && config && 'backend' in config)
      fail('config.backend', 'belongs into createAuth() when you pass "auth"');
    if (!auth) validateOptions(options, []);
  } catch (error) {
    onProblem(error as ConfigurationError);
  }
}
