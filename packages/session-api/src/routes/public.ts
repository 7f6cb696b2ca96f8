import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { sql } from 'kysely';
import type { Database } from '../database/open-database.js';
import { json } from '../http/responses.js';
import type { SessionJwts } from '../stores/signing-keys.js';

const Jwks = z.object({ keys: z.array(z.record(z.string(), z.string())) }).openapi('JsonWebKeySet');

const jwks = createRoute({
  method: 'get',
  path: '/v1/auth/jwks/default',
  summary: 'The public keys that verify session JWTs',
  tags: ['Keys'],
  responses: { 200: json('A JSON Web Key Set (RFC 7517).', Jwks) },
});

const health = createRoute({
  method: 'get',
  path: '/healthz',
  summary: 'Whether the service and its database answer',
  tags: ['Operation'],
  responses: { 200: json('Ready.', z.object({ status: z.literal('ok') })) },
});

/** The endpoints that need no secret key. */
export function routePublic(app: OpenAPIHono, db: Database, jwts: SessionJwts): void {
  app.openapi(jwks, (context) => {
    context.header('Cache-Control', 'public, max-age=300');
    return context.json({ keys: [jwts.publicKey] }, 200);
  });

  app.openapi(health, async (context) => {
    await sql`select 1`.execute(db);
    return context.json({ status: 'ok' as const }, 200);
  });

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
