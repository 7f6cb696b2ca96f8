import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { createApiClient } from './api-client.js';
import { readBearerTokenOrJwt } from './bearer.js';
import type { ApiClient, SessionCredential } from './api-client.js';
import { apiSession } from './api-schemas.js';
import type { ApiSession } from './api-schemas.js';
import { AuthServerError } from './errors.js';
import * as option from './option-schemas.js';

const SESSION_CLAIM = 'https://streambird.io/jwt/session';
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Options of {@link createSessionVerifier}. */
export interface SessionVerifierOptions {
  /**
   * - `jwt`: checks the session JWT's signature and expiry here. Fast, but a revoked session passes until
   *   its JWT expires, which is up to five minutes.
   * - `api`: asks the API each time. A revoked session is refused at once; session tokens are accepted too.
   */
  readonly check: 'jwt' | 'api';
  /** Base URL of the MoonKey API, without `/v1`. Default `https://api.moonkey.fun`. */
  readonly apiUrl?: string | undefined;
  /** Needed for `check: 'api'`. */
  readonly secretKey?: string | undefined;
  /** Bound of one request to the API, in milliseconds. Default 10000. */
  readonly timeout?: number | undefined;
  /** Used to reach the API. Default the global `fetch`. */
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
export type VerifiableRequest =
  | string
  | { readonly headers: Headers | { readonly authorization?: string | undefined } };

/** Resolves to null for no, a bad, or an ended session; rejects with `AuthServerError` when that cannot be found out. */
export type SessionVerifier = (request: VerifiableRequest) => Promise<VerifiedIdentity | null>;

const common = {
  apiUrl: option.apiUrl,
  timeout: option.timeout,
  fetch: option.fetchFunction,
};
const options = z.discriminatedUnion(
  'check',
  [
    z.strictObject({ check: z.literal('jwt'), ...common, secretKey: option.secretKey.optional() }),
    z.strictObject({ check: z.literal('api'), ...common, secretKey: option.secretKey }),
  ],
  "must be 'jwt' or 'api'",
);

/**
 * Creates a function that tells whose session a request to the app's own API belongs to.
 *
 * @throws TypeError naming the option that is wrong.
 *
 * @example
 * ```ts
 * const verifySession = createSessionVerifier({ check: 'api', secretKey: process.env.MOONKEY_SECRET_KEY });
 * const session = await verifySession(request);
 * if (session === null) return new Response(null, { status: 401 });
 * ```
 */
export function createSessionVerifier(given: SessionVerifierOptions): SessionVerifier {
  const settings = option.parseOptions('createSessionVerifier', options, given);
  const fetch: typeof globalThis.fetch =
    settings.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const check =
    settings.check === 'api'
      ? checkWithApi(createApiClient({ ...settings, fetch }))
      : checkJwt(settings.apiUrl, settings.timeout, fetch);

  return async (request) => {
    const token =
      typeof request === 'string' ? request : readBearerTokenOrJwt(toHeaders(request.headers));
    if (token === undefined || token === '') return null;
    const session = await check(token);
    return (
      session && { userId: session.user_id, sessionId: session.id, expiresAt: session.expires_at }
    );
  };
}

type Check = (token: string) => Promise<ApiSession | null>;

function checkWithApi(api: ApiClient): Check {
  return async (token) => {
    const credential: SessionCredential = JWT.test(token)
      ? { session_jwt: token }
      : { session_token: token };
    try {
      return (await api.verifySession(credential)).session;
    } catch (error) {
      if (
        error instanceof AuthServerError &&
        (error.code === 'not_found' || error.details.status === 400)
      )
        return null;
      throw error;
    }
  };
}

function checkJwt(apiUrl: string, timeout: number, fetch: typeof globalThis.fetch): Check {
  const keys = createRemoteJWKSet(new URL(`${apiUrl}/v1/auth/jwks/default`), {
    timeoutDuration: timeout,
    [customFetch]: (url, init) => fetch(url, init),
  });
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['RS256'],
        requiredClaims: ['exp', SESSION_CLAIM],
      });
      const session = apiSession.safeParse(payload[SESSION_CLAIM]);
      return session.success ? session.data : null;
    } catch (error) {
      if (isAboutToken(error)) return null;
      const code = error instanceof errors.JWKSTimeout ? 'api_timeout' : 'api_unreachable';
      throw new AuthServerError(code, 'jwks: the API’s key set could not be read', {
        operation: 'jwks',
      });
    }
  };
}

function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWTExpired ||
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported
  );
}

function toHeaders(headers: Headers | { readonly authorization?: string | undefined }): Headers {
  if (headers instanceof Headers) return headers;
  return new Headers(
    headers.authorization === undefined ? {} : { authorization: headers.authorization },
  );
}
