import type { z } from '@hono/zod-openapi';
import { ErrorBody } from './schemas.js';

/** The OpenAPI security requirement of every endpoint that needs a secret key. */
export const secretKeySecurity = [{ secretKey: [] }];

/** A JSON request body. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return { required: true, content: { 'application/json': { schema } } };
}

/** A JSON answer. */
export function json<S extends z.ZodType>(description: string, schema: S) {
  return { description, content: { 'application/json': { schema } } };
}

/** The refusals every endpoint shares. */
export const commonErrors = {
  400: json('The request is not valid.', ErrorBody),
  401: json('No valid secret key, or one sent by a browser.', ErrorBody),
  413: json('The body is too large.', ErrorBody),
  500: json('The service failed.', ErrorBody),
};

/** 404 for a session. */
export const sessionMissing = json('`session_not_found`: unknown, expired or deleted.', ErrorBody);
