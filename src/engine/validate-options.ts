import { ConfigurationError } from './configuration-error.js';
import type { AuthOptions } from './options.js';

const KNOWN = ['publishableKey', 'backend', 'timeouts', 'inspect', 'environment'];

/**
 * Checks every option of `createAuth()` but the key; throws a {@link ConfigurationError} that names
 * the wrong one.
 */
export function validateOptions(options: AuthOptions, bounds: readonly string[]): void {
  const fail = (option: string, message: string): never => {
    throw new ConfigurationError(option, `createAuth: "${option}" ${message}`);
  };
  if (typeof options !== 'object' || options === null)
    return fail('options', 'must be an object: createAuth({ publishableKey: "pk_…" }).');

  for (const option of Object.keys(options))
    if (!KNOWN.includes(option)) fail(option, `is not an option. Known: ${KNOWN.join(', ')}.`);

  const { backend, timeouts, inspect, environment } = options;
  if (typeof backend === 'string') {
    if (!/^(https?:\/\/[^/]|\/(?!\/))/.test(backend) || backend.endsWith('/'))
      fail('backend', 'must be a path or an http(s) URL without a slash at its end: "/api/auth".');
  } else if (backend !== undefined)
    for (const verb of ['sendCode', 'verifyCode', 'refresh', 'revoke'] as const)
      if (typeof backend?.[verb] !== 'function')
        fail('backend', `must be a URL, or an object with a function "${verb}".`);

  for (const [name, value] of entries('timeouts', timeouts)) {
    if (!bounds.includes(name))
      fail(`timeouts.${name}`, `is not a timeout. Known: ${bounds.join(', ')}.`);
    if (!(Number.isFinite(value) && (value as number) >= 1))
      fail(`timeouts.${name}`, 'must be a number of ms, at least 1.');
  }

  if (inspect !== undefined && typeof inspect !== 'function' && typeof inspect?.next !== 'function')
    fail('inspect', 'must be a function, or an observer with "next".');

  for (const [name] of entries('environment', environment))
    if (!PARTS.includes(name))
      fail(`environment.${name}`, `is not a part. Known: ${PARTS.join(', ')}.`);

  function entries(option: string, value: object | undefined): [string, unknown][] {
    if (value === undefined) return [];
    if (typeof value !== 'object' || value === null) return fail(option, 'must be an object.');
    return Object.entries(value);
  }
}

const PARTS = [
  'indexedDB',
  'localStorage',
  'openChannel',
  'locks',
  'fetch',
  'crypto',
  'clock',
  'page',
  'reportError',
];
