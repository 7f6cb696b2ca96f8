import type { Environment } from '../../services/environment.js';
import { headersRule } from '../headers-rule.js';
import type { AuthOptions } from '../options.js';

/**
 * The `fetch` of the built-in backend: each request with the app's own headers and credentials. Where the
 * headers cannot be had that is reported, and counts as a request that did not arrive.
 */
export function createBackendFetch(
  { headers, credentials }: Pick<AuthOptions, 'headers' | 'credentials'>,
  { fetch, reportError }: Pick<Environment, 'fetch' | 'reportError'>,
): typeof globalThis.fetch {
  function ownHeaders() {
    try {
      const given = typeof headers === 'function' ? headers() : headers;
      const problem = given && headersRule(given);
      if (problem)
        throw new TypeError(`"${['headers', ...problem.path].join('.')}" ${problem.says}.`);
      return given;
    } catch (error) {
      reportError(error);
      throw error;
    }
  }
  return async (input, init) =>
    fetch(input, {
      ...init,
      ...(headers && { headers: { ...ownHeaders(), ...init?.headers } }),
      ...(credentials && { credentials }),
    });
}
