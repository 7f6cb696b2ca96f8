import type { Environment } from '../../services/environment.js';
import { headersRule } from '../headers-rule.js';
import type { RequestOptions } from '../request-options.js';

/**
 * The `fetch` of the built-in backend: each request with the app's own headers and credentials. Where the
 * headers cannot be had that is reported, and counts as a request that did not arrive.
 */
export function createBackendFetch(
  { headers, credentials }: RequestOptions,
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
      ...(headers && { headers: joined(ownHeaders(), init?.headers) }),
      ...(credentials && { credentials }),
    });
}

/** The engine's own come last. */
function joined(...given: readonly (HeadersInit | undefined)[]): Headers {
  const all = new Headers();
  for (const headers of given) new Headers(headers).forEach((text, name) => all.set(name, text));
  return all;
}
