import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ApiError } from './api-error.js';

const maxBytes = 16 * 1024;

const countBytes = bodyLimit({
  maxSize: maxBytes,
  onError: () => {
    throw tooLarge();
  },
});

/**
 * Refuses bodies over 16 KiB with 413. A declared length is enough, since the HTTP parser holds the client to it; to count
 * the bytes of a body takes a web stream.
 */
export const limitBody: MiddlewareHandler = async (context, next) => {
  const length = context.req.header('Content-Length') ?? '';
  const isDeclared = /^\d+$/.test(length) && context.req.header('Transfer-Encoding') === undefined;
  if (!isDeclared) return countBytes(context, next);
  if (Number(length) > maxBytes) throw tooLarge();
  await next();
};

function tooLarge(): ApiError {
  return new ApiError(
    413,
    'request_too_large',
    `The request body is larger than ${maxBytes} bytes.`,
  );
}

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
