import { z } from 'zod';
import { createApiClient } from './api/client.js';
import { transportOf } from './api/default-transport.js';
import { readBearerTokenOrJwt } from './bearer.js';
import { readTombstones } from './cookies/signed-out-cookies.js';
import { fromEnvironment } from './environment.js';
import { globalFetch } from './global-fetch.js';
import { toHeaderReader } from './http/header-reader.js';
import type { AnyHeaders } from './http/header-reader.js';
import * as option from './option-schemas.js';
import { parseOptions } from './parse-options.js';
import { checkJwt, checkWithApi } from './session-check.js';
import type { SessionCheck } from './session-check.js';

/** Options of {@link createSessionVerifier}. */
export interface SessionVerifierOptions {
  /**
   * - `jwt`: checks the session JWT's signature and expiry here. Fast, but a revoked session passes until
   *   its JWT expires, which is up to five minutes.
   * - `api`: asks the API each time. A revoked session is refused at once; session tokens are accepted too.
   */
  readonly check: 'jwt' | 'api';
  /** Base URL of the MoonKey API, without `/v1`. Default: `MOONKEY_API_URL`, or else `https://api.moonkey.fun`. */
  readonly apiUrl?: string | undefined;
  /** Needed for `check: 'api'`. Default: `MOONKEY_SECRET_KEY`, read at the first request. */
  readonly secretKey?: string | undefined;
  /** Bound of one request to the API, in milliseconds. Default 10000. */
  readonly timeout?: number | undefined;
  /** Used to reach the API. Default: Node's own client, or the global `fetch`: see docs/server.md. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** Whose session it is. */
export interface VerifiedIdentity {
  readonly userId: string;
  readonly sessionId: string;
  /** When the session ends, Unix seconds. */
  readonly expiresAt: number;
}

/** A token, or a request that has one in `Authorization: Bearer`: of Fetch, Express or plain Node. */
export type VerifiableRequest = string | { readonly headers: AnyHeaders };

/**
 * Resolves to null for no, a bad, or an ended session, and for one that its own browser has signed out;
 * rejects with `AuthServerError` when that cannot be found out.
 */
export type SessionVerifier = (request: VerifiableRequest) => Promise<VerifiedIdentity | null>;

const common = {
  apiUrl: option.apiUrl,
  timeout: option.timeout,
  fetch: option.fetchFunction,
};
const shape = z
  .discriminatedUnion(
    'check',
    [
      z.strictObject({
        check: z.literal('jwt'),
        ...common,
        secretKey: option.secretKey.optional(),
      }),
      z.strictObject({ check: z.literal('api'), ...common, secretKey: option.secretKey }),
    ],
    "must be 'jwt' or 'api'",
  )
  .superRefine(option.refusePlainHttp);

const parse = (options: unknown) => parseOptions('createSessionVerifier', shape, options);

/**
 * Creates a function that tells whose session a request to the app's own API belongs to.
 *
 * @throws ConfigurationError naming the option that is wrong.
 *
 * @example
 * ```ts
 * const verifySession = createSessionVerifier({ check: 'api', secretKey: process.env.MOONKEY_SECRET_KEY });
 * const session = await verifySession(request);
 * if (session === null) return new Response(null, { status: 401 });
 * ```
 */
export function createSessionVerifier(given: SessionVerifierOptions): SessionVerifier {
  const { settle } = fromEnvironment(parse, given, ['secretKey', 'apiUrl']);
  let check: SessionCheck | undefined;

  return async (request) => {
    const headers = typeof request === 'string' ? undefined : toHeaderReader(request.headers);
    const token = typeof request === 'string' ? request : headers && readBearerTokenOrJwt(headers);
    if (token === undefined || token === '') return null;
    check ??= createCheck(settle());
    const session = await check(token);
    if (session === null || (headers && readTombstones(headers).has(session.id))) return null;
    return { userId: session.user_id, sessionId: session.id, expiresAt: session.expires_at };
  };
}

function createCheck({ fetch, ...settings }: z.infer<typeof shape>): SessionCheck {
  return settings.check === 'api'
    ? checkWithApi(createApiClient({ ...settings, transport: transportOf(fetch) }))
    : checkJwt({ ...settings, fetch: fetch ?? globalFetch });
}
