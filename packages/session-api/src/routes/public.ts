import { createRoute, z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import type { Database } from '../database/open-database.js';
import { ApiError } from '../http/api-error.js';
import type { ServiceApp } from '../http/app.js';
import { refusalOf } from '../http/database-refusals.js';
import { json } from '../http/responses.js';
import { ErrorBody } from '../http/schemas.js';
import { within } from '../within.js';
import type { SigningKeys } from '../stores/signing-keys.js';

const Jwks = z.object({ keys: z.array(z.record(z.string(), z.string())) }).openapi('JsonWebKeySet');

const jwks = createRoute({
  method: 'get',
  path: '/v1/auth/jwks/default',
  summary: 'The public keys that verify session JWTs',
  tags: ['Keys'],
  responses: { 200: json('A JSON Web Key Set (RFC 7517).', Jwks) },
});

const Ok = z.object({ status: z.literal('ok') });

const live = createRoute({
  method: 'get',
  path: '/livez',
  summary: 'Whether the process answers; it asks nobody',
  tags: ['Operation'],
  responses: { 200: json('Alive.', Ok) },
});

const readiness = (path: '/readyz' | '/healthz') =>
  createRoute({
    method: 'get',
    path,
    summary: 'Whether the service takes requests: its database answers, and it is not stopping',
    tags: ['Operation'],
    responses: {
      200: json('Ready.', Ok),
      503: json('Not ready; send requests elsewhere.', ErrorBody),
    },
  });

const readinessMs = 2_000;

/** The endpoints that need no secret key. */
export function routePublic(
  app: ServiceApp,
  db: Database,
  keys: SigningKeys,
  stopping: () => boolean,
): void {
  app.openapi(jwks, async (context) => {
    context.header('Cache-Control', 'public, max-age=300');
    return context.json({ keys: await keys.published() }, 200);
  });

  app.openapi(live, (context) => context.json({ status: 'ok' as const }, 200));

  for (const path of ['/readyz', '/healthz'] as const) {
    app.openapi(readiness(path), async (context) => {
      if (stopping()) throw new ApiError(503, 'stopping', 'The service is stopping.', 1);
      const asked = sql`select 1`.execute(db).then(() => true);
      if (!(await within(readinessMs, asked, () => false))) throw refusalOf('database_unavailable');
      return context.json({ status: 'ok' as const }, 200);
    });
  }

  app.openAPIRegistry.registerComponent('securitySchemes', 'secretKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A secret key, `sk_test_…` or `sk_live_…`. For backends only.',
  });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Session API',
      version: '1.0.0',
      description:
        'Sessions, e-mail one-time codes and users. Times are Unix seconds. Errors have one body: `Error`.',
    },
    servers: [{ url: '/' }],
  });
}
