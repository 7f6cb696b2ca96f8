import { z } from 'zod';
import type { User } from '../wire/user.js';
import { apiOptions, pageOptions } from './api-options.js';
import type { ApiOptions, PageOptions } from './api-options.js';
import type { SessionCookieOptions } from './cookies/session-cookie-options.js';
import type { HookOptions, UserOptions } from './hooks.js';
import type { ClientAddress } from './client-device.js';
import * as option from './option-schemas.js';
import { parseOptions } from './parse-options.js';

/** A directive of the `Clear-Site-Data` header (W3C Clear Site Data). */
export type ClearSiteDataDirective = 'cache' | 'cookies' | 'storage' | 'executionContexts';

/** The session cookies of {@link AuthHandlerOptions}. */
export interface HandlerCookieOptions extends SessionCookieOptions {
  /**
   * Keep session token and session JWT from the page: they are in the cookies and in no answer, so that no
   * script can read them. Default false.
   */
  readonly only?: boolean | undefined;
}

/** Options of `createAuthHandler`. */
export interface AuthHandlerOptions<AppUser extends User = User>
  extends ApiOptions, PageOptions, UserOptions<AppUser>, HookOptions<AppUser> {
  /**
   * Signs revocation tickets: at least 32 bytes, random. Of several, the first signs and all verify.
   * Default: `MOONKEY_TICKET_SECRET` of the environment, read at the first request.
   */
  readonly ticketSecret?: string | readonly string[] | undefined;
  /** Path below which the routes are. Default `/api/auth`. */
  readonly basePath?: string | undefined;
  /** Keep the session in `HttpOnly` cookies too, and accept it from there. Default false. */
  readonly cookie?: boolean | HandlerCookieOptions | undefined;
  /**
   * The address of the client, so that limits of one-time codes hold for each client apart, for example
   * `({ headers, remoteAddress }) => headers.get('cf-connecting-ip') ?? remoteAddress`. Read what your own proxy
   * sets, and no header that a client can. Default: clients are not told apart.
   */
  readonly clientAddress?: ClientAddress | undefined;
  /** `Clear-Site-Data` of a logout: true is `"cache"`. Not sent for a revocation that was queued. Default none. */
  readonly clearSiteData?: boolean | readonly ClearSiteDataDirective[] | undefined;
  /** How long a new session lives, in minutes, 5 to 527040. Default 10080 (7 days). */
  readonly sessionExpiresIn?: number | undefined;
  /** Extend the session by `sessionExpiresIn` at each refresh. Default false. */
  readonly slidingSession?: boolean | undefined;
}

const shape = z
  .strictObject(
    {
      ...apiOptions,
      ...pageOptions,
      ticketSecret: option.ticketSecret,
      basePath: option.basePath,
      cookie: z.preprocess(
        (value) => (value === true ? {} : value === false ? undefined : value),
        option.handlerCookie.optional(),
      ),
      clientAddress: option.hook<ClientAddress>(),
      clearSiteData: option.clearSiteData,
      sessionExpiresIn: option.sessionExpiresIn,
      slidingSession: option.flag,
      mapUser: option.hook<NonNullable<UserOptions['mapUser']>>(),
      claims: option.hook<NonNullable<UserOptions['claims']>>(),
      onSignIn: option.hook<NonNullable<HookOptions['onSignIn']>>(),
      onLogout: option.hook<NonNullable<HookOptions['onLogout']>>(),
    },
    'must be an object',
  )
  .superRefine(option.refusePlainHttp)
  .superRefine(({ secretKey, ticketSecret }, context) => {
    if (!ticketSecret.includes(secretKey)) return;
    context.addIssue({
      code: 'custom',
      path: ['ticketSecret'],
      message:
        'must not be the secret key: make a secret of its own, e.g. `openssl rand -base64 32`',
    });
  });

/** The options of `createAuthHandler`, checked and complete. */
export type AuthHandlerSettings = z.infer<typeof shape>;

export const parseAuthHandlerOptions = (options: unknown): AuthHandlerSettings =>
  parseOptions('createAuthHandler', shape, options);
