import type { Auth } from '../engine/auth.js';
import { authFetch } from '../engine/reach/auth-fetch.js';
import { aFunction, anObject, aText, createChecker, listOf, required } from '../options/index.js';

/** What {@link createAuthFetch} takes. */
export interface AuthFetchOptions {
  /**
   * The origins that may see the JWT, such as `https://api.example.com`: nothing but scheme, host and
   * port. Your page's own origin has to be among them where it is to.
   */
  readonly origins: readonly string[];
  /** What sends the requests. Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/**
 * `auth.fetch` for origins of your choice: to be handed to axios' fetch adapter, ky, an Apollo link,
 * anything that takes a `fetch`.
 *
 * @throws `ConfigurationError` that names the option.
 *
 * @example
 * ```ts
 * import { createAuthFetch } from '@moon-key/react-auth/fetch'
 *
 * const authFetch = createAuthFetch(auth, { origins: ['https://api.example.com'] })
 *
 * const api = ky.create({ prefixUrl: 'https://api.example.com', fetch: authFetch })
 * const http = axios.create({ adapter: 'fetch', env: { fetch: authFetch } })
 * const link = new HttpLink({ uri: 'https://api.example.com/graphql', fetch: authFetch })
 * ```
 */
export function createAuthFetch(auth: Auth, options: AuthFetchOptions): typeof globalThis.fetch {
  const { check, fail } = createChecker('createAuthFetch');
  check({ auth }, { auth: required(anObject) });
  check(options, { origins: required(listOf(aText, 1)), fetch: aFunction });
  const { origins, fetch = (input, init) => globalThis.fetch(input, init) } = options;
  for (const [index, origin] of origins.entries())
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      fail(`origins.${index}`, 'must be an origin, such as "https://api.example.com"');
  const allowed = new Set(origins);
  const policy = { isAllowed: (origin: string) => allowed.has(origin), fetch };
  return (input, init) => authFetch(auth, policy, input, init);
}
