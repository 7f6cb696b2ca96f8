import { z } from 'zod';
import type { User } from '../wire/user.js';
import type { SessionCookieOptions } from './cookies/session-cookie-options.js';
import type { ErrorListener } from './errors.js';
import type { UserOptions } from './hooks.js';
import * as option from './option-schemas.js';
import { parseOptions } from './parse-options.js';

/** Options of `getServerState` and `renewServerState`. */
export interface ServerStateOptions<AppUser extends User = User> extends UserOptions<AppUser> {
  /**
   * - `jwt`: checks the session JWT here, and asks the API only where there is none that is still valid. A
   *   session that another device has ended passes for up to five minutes. Default.
   * - `api`: asks the API each time.
   */
  readonly check?: 'jwt' | 'api' | undefined;
  /** The MoonKey secret key. Default: `MOONKEY_SECRET_KEY` of the environment, read at the first request. */
  readonly secretKey?: string | undefined;
  /** Base URL of the MoonKey API, without `/v1`. Default: `MOONKEY_API_URL`, or else `https://api.moonkey.fun`. */
  readonly apiUrl?: string | undefined;
  /** The session cookies, as `createAuthHandler` has them. */
  readonly cookie?: SessionCookieOptions | undefined;
  /** Bound of one request to the API, in milliseconds. Default 10000. */
  readonly timeout?: number | undefined;
  /** Used to reach the API. Default: Node's own client, or the global `fetch`: see docs/server.md. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Hears why a state is `unknown`, as a redacted error. Default: one line on `console.error`. */
  readonly onError?: ErrorListener | undefined;
}

const shape = z
  .strictObject(
    {
      check: z.enum(['jwt', 'api'], "must be 'jwt' or 'api'").default('jwt'),
      secretKey: option.secretKey,
      apiUrl: option.apiUrl,
      cookie: option.sessionCookie.default({}),
      timeout: option.timeout,
      fetch: option.fetchFunction,
      onError: option.listener,
      mapUser: option.hook<NonNullable<UserOptions['mapUser']>>(),
      claims: option.hook<NonNullable<UserOptions['claims']>>(),
    },
    'must be an object',
  )
  .superRefine(option.refusePlainHttp);

/** The options of `getServerState`, checked and complete. */
export type ServerStateSettings = z.infer<typeof shape>;

export const parseServerStateOptions = (options: unknown): ServerStateSettings =>
  parseOptions('getServerState', shape, options);
