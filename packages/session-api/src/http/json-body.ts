import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ApiError } from './api-error.js';

const maxBytes = 16 * 1024;

/** Refuses bodies over 16 KiB with 413. */
export const limitBody: MiddlewareHandler = bodyLimit({
  maxSize: maxBytes,
  onError: () => {
    throw new ApiError(
      413,
      'request_too_large',
      `The request body is larger than ${maxBytes} bytes.`,
    );
  },
});

/** Refuses bodies that are not declared to be JSON. */
export const requireJson: MiddlewareHandler = async (context, next) => {
  if (!/^application\/json *(;|$)/i.test(context.req.header('Content-Type') ?? '')) {
    throw new ApiError(
      400,
      'invalid_request',
      'Send a JSON body with "Content-Type: application/json".',
    );
  }
  await next();
};
