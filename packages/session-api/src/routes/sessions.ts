import { createRoute } from '@hono/zod-openapi';
import type { Environment } from '../environment.js';
import { sessionNotFound } from '../http/api-error.js';
import type { ServiceApp } from '../http/app.js';
import {
  commonErrors,
  json,
  jsonBody,
  secretKeySecurity,
  sessionMissing,
} from '../http/responses.js';
import {
  DeleteSession,
  ListSessions,
  Message,
  SessionPage,
  VerifiedSession,
  VerifySession,
} from '../http/schemas.js';
import type { SessionIdentifier } from '../stores/sessions.js';
import type { Sweeper } from '../stores/sweeper.js';
import type { Tenant } from '../tenants.js';

const verify = createRoute({
  method: 'post',
  path: '/v1/auth/sessions/verify',
  summary: 'Verify a session, mark it active and get a JWT',
  tags: ['Sessions'],
  security: secretKeySecurity,
  request: { body: jsonBody(VerifySession) },
  responses: {
    200: json('The session is live.', VerifiedSession),
    404: sessionMissing,
    ...commonErrors,
  },
});

const list = createRoute({
  method: 'get',
  path: '/v1/auth/sessions/list',
  summary: "List a user's live sessions, newest first",
  tags: ['Sessions'],
  security: secretKeySecurity,
  request: { query: ListSessions },
  responses: {
    200: json('Live sessions, without their tokens.', SessionPage),
    ...commonErrors,
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/auth/sessions/delete',
  summary: 'Delete a session, or all of a user that began before a moment',
  tags: ['Sessions'],
  security: secretKeySecurity,
  request: { body: jsonBody(DeleteSession) },
  responses: { 200: json('The session is gone.', Message), 404: sessionMissing, ...commonErrors },
});

/** `/v1/auth/sessions/*`. */
export function routeSessions(
  app: ServiceApp,
  tenants: Record<Environment, Tenant>,
  sweeper: Sweeper,
): void {
  app.openapi(verify, async (context) => {
    const { sessions } = tenants[context.get('environment')];
    const { session_expires_in, ...named } = context.req.valid('json');
    const session = await (session_expires_in === undefined
      ? sessions.touch(identifier(named))
      : sessions.extend(identifier(named), session_expires_in));
    if (session === undefined) throw sessionNotFound();
    sweeper.nudge();
    const session_jwt = await (session_expires_in === undefined
      ? sessions.jwt(session)
      : sessions.freshJwt(session));
    return context.json({ session, session_token: session.session_token ?? '', session_jwt }, 200);
  });

  app.openapi(list, async (context) => {
    const { sessions } = tenants[context.get('environment')];
    const { user_id, limit, starting_after } = context.req.valid('query');
    return context.json(await sessions.list(user_id, limit, starting_after), 200);
  });

  app.openapi(remove, async (context) => {
    const { sessions } = tenants[context.get('environment')];
    const { user_id, started_before, ...named } = context.req.valid('json');
    if (user_id !== undefined && started_before !== undefined)
      await sessions.deleteStartedBefore(user_id, started_before);
    else if (!(await sessions.delete(identifier(named)))) throw sessionNotFound();
    return context.json({ message: 'Successfully deleted session' }, 200);
  });
}

interface Named {
  session_token?: string | undefined;
  session_jwt?: string | undefined;
  session_id?: string | undefined;
}

/** The one identifier a validated body holds. */
export function identifier({ session_token, session_jwt, session_id }: Named): SessionIdentifier {
  if (session_token !== undefined) return { token: session_token };
  if (session_jwt !== undefined) return { jwt: session_jwt };
  return { id: session_id ?? '' };
}
