import type { MiddlewareHandler } from 'hono';
import { type Environment, environmentOf } from '../environment.js';
import { hashToken, sameDigest } from '../secrets.js';
import { ApiError } from './api-error.js';

/** What the service knows of a request once its secret key was checked. */
export interface RequestVariables {
  /** The environment of the secret key. */
  environment: Environment;
}

/**
 * Lets only callers with one of the secret keys through. A browser says where it comes from in `Origin`; a secret key
 * it holds is a leaked one, so such a request is refused even when the key is right.
 */
export function requireSecretKey(
  secretKeys: readonly string[],
): MiddlewareHandler<{ Variables: RequestVariables }> {
  const digests = secretKeys.map(hashToken);
  return async (context, next) => {
    const key = /^Bearer +(\S+)$/i.exec(context.req.header('Authorization') ?? '')?.[1];
    if (key === undefined) {
      throw new ApiError(
        401,
        'unauthorized',
        'Send a secret key: "Authorization: Bearer sk_test_…".',
      );
    }
    const digest = hashToken(key);
    if (!digests.reduce((found, known) => sameDigest(known, digest) || found, false)) {
      throw new ApiError(401, 'unauthorized', 'The secret key is not valid.');
    }
    if (context.req.header('Origin') !== undefined) {
      throw new ApiError(
        401,
        'secret_key_in_browser',
        'A secret key must never be used from a browser. Call this endpoint from your backend, and replace the key.',
      );
    }
    context.set('environment', environmentOf(key));
    await next();
  };
}
