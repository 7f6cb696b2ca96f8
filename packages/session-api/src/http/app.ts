import { OpenAPIHono } from '@hono/zod-openapi';
import { HTTPException } from 'hono/http-exception';
import type { z } from 'zod';
import type { ServiceClock } from '../database/database-clock.js';
import { DatabaseTrouble } from '../database/database-trouble.js';
import { ApiError } from './api-error.js';
import { errorResponse } from './error-response.js';
import type { RequestVariables } from './secret-key.js';
import { refusalOf } from './database-refusals.js';

/** The service's router. */
export type ServiceApp = OpenAPIHono<{ Variables: RequestVariables }>;

/** Makes the service's router, with the contract's error body for everything that goes wrong. */
export function createApp(clock: ServiceClock, onError: (error: unknown) => void): ServiceApp {
  const app = new OpenAPIHono<{ Variables: RequestVariables }>({
    defaultHook: (result) => {
      if (!result.success) throw new ApiError(400, 'invalid_request', describe(result.error));
    },
  });

  app.use(async (context, next) => {
    await clock.settle();
    // Before the answer is made: a header that is added later makes the server build a stream of it.
    // Callers compare times of sessions with this clock, which need not be this machine's.
    context.header('Date', new Date(clock.now() * 1000).toUTCString());
    context.header('Cache-Control', 'no-store');
    context.header('X-Content-Type-Options', 'nosniff');
    await next();
  });

  app.notFound(() => {
    throw new ApiError(
      404,
      'route_not_found',
      'There is no such endpoint. GET /openapi.json lists them all.',
    );
  });

  app.onError((error) => {
    if (!(error instanceof ApiError || error instanceof HTTPException)) onError(error);
    const response = errorResponse(toApiError(error));
    response.headers.set('Date', new Date(clock.now() * 1000).toUTCString());
    return response;
  });

  return app;
}

function toApiError(error: Error): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof DatabaseTrouble) return refusalOf(error.kind);
  if (error instanceof HTTPException && error.status < 500) {
    return new ApiError(400, 'invalid_request', 'The request body is not well-formed JSON.');
  }
  return new ApiError(
    500,
    'internal_error',
    'The service failed. Try again; its own log says what went wrong.',
  );
}

// Says where and what, never what was sent: the value may be a token.
function describe(error: z.core.$ZodError): string {
  // A misspelt name says more than that the right one is missing.
  const issue = error.issues.find(({ code }) => code === 'unrecognized_keys') ?? error.issues[0];
  if (issue === undefined) return 'The request is not valid.';
  if (issue.code === 'unrecognized_keys')
    return `Unknown field: ${issue.keys
      .slice(0, 5)
      .map((key) => key.slice(0, 40))
      .join(', ')}.`;
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`;
}
