'use client';

type Check = readonly [isRight: (value: unknown) => boolean, must: string];

const methods = ['email', 'google', 'apple', 'wallet'];
const isText = (value: unknown) => typeof value === 'string';
const text: Check = [isText, 'must be a string.'];
const seconds: Check = [
  (value) => Number.isInteger(value) && Number(value) > 0,
  'must be a whole number of seconds, at least 1.',
];
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const known: Record<string, Record<string, Check | null>> = {
  config: {
    loginMethods: [
      (value) =>
        Array.isArray(value) && value.length > 0 && value.every((item) => methods.includes(item)),
      `must list one or more of ${methods.join(', ')}.`,
    ],
    emailOtp: null,
    appearance: null,
    // Checked by createAuth().
    backend: [() => true, ''],
    onStart: [(value) => typeof value === 'function', 'must be a function.'],
  },
  'config.emailOtp': { expiresIn: seconds, resendCodeTime: seconds },
  'config.appearance': {
    logo: text,
    loginHeaderTitle: text,
    loginHeaderDescription: text,
    theme: [
      (value) => ['light', 'dark', 'auto'].includes(String(value)),
      'must be "light", "dark" or "auto".',
    ],
  },
};

function fail(option: string, message: string): never {
  throw new TypeError(`MoonKeyProvider: "${option}" ${message}`);
}

function check(path: string, value: unknown): void {
  if (value === undefined) return;
  if (!isObject(value)) fail(path, 'must be an object.');
  const options = known[path] ?? {};
  for (const [key, item] of Object.entries(value)) {
    const option = `${path}.${key}`;
    if (!(key in options))
      fail(option, `is unknown. Known are: ${Object.keys(options).join(', ')}.`);
    const rule = options[key];
    if (!rule) check(option, item);
    else if (item !== undefined && !rule[0](item)) fail(option, rule[1]);
  }
}

/** Throws a TypeError that names the first wrong prop or option of the provider. */
export function checkProps(props: object): void {
  const { auth, publishableKey, config, children: _, ...rest } = props as Record<string, unknown>;
  for (const key of Object.keys(rest)) fail(key, 'is unknown. Options go into "config".');
  check('config', config);
  if (auth === undefined) return;
  if (publishableKey !== undefined) fail('auth', 'or "publishableKey": pass one, not both.');
  if (!isObject(auth) || typeof auth.getView !== 'function')
    fail('auth', 'must be an engine from createAuth().');
  if (isObject(config) && config.backend !== undefined)
    fail('config.backend', 'belongs to createAuth() when "auth" is passed.');
}
