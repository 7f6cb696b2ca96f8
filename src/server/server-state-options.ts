import { z } from 'zod';
import type { User } from '../wire/user.js';
import { apiOptions } from './api-options.js';
import type { ApiOptions } from './api-options.js';
import type { SessionCookieOptions } from './cookies/session-cookie-options.js';
import type { UserOptions } from './hooks.js';
import * as option from './option-schemas.js';
import { parseOptions } from './parse-options.js';

/** Options of `getServerState` and `renewServerState`. */
export interface ServerStateOptions<AppUser extends User = User>
  extends ApiOptions, UserOptions<AppUser> {
  /**
   * - `jwt`: checks the session JWT here, and asks the API only where there is none that is still valid. A
   *   session that another device has ended passes for up to five minutes. Default.
   * - `api`: asks the API each time.
   */
  readonly check?: 'jwt' | 'api' | undefined;
  /** The session cookies, as `createAuthHandler` has them. */
  readonly cookie?: SessionCookieOptions | undefined;
}

const shape = z
  .strictObject(
    {
      check: z.enum(['jwt', 'api'], "must be 'jwt' or 'api'").default('jwt'),
      ...apiOptions,
      cookie: option.sessionCookie.default({}),
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
