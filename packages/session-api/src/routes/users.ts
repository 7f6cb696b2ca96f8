import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { ApiError } from '../http/api-error.js';
import { commonErrors, json, secretKeySecurity } from '../http/responses.js';
import { ErrorBody, Message, User, UserParams } from '../http/schemas.js';
import type { Users } from '../stores/users.js';

const userMissing = json('`user_not_found`.', ErrorBody);

const get = createRoute({
  method: 'get',
  path: '/v1/auth/users/{user_id}',
  summary: 'Get a user',
  tags: ['Users'],
  security: secretKeySecurity,
  request: { params: UserParams },
  responses: { 200: json('The user.', User), 404: userMissing, ...commonErrors },
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/auth/users/{user_id}/delete',
  summary: 'Delete a user with all sessions, codes and addresses',
  tags: ['Users'],
  security: secretKeySecurity,
  request: { params: UserParams },
  responses: { 200: json('The user is gone.', Message), 404: userMissing, ...commonErrors },
});

/** `/v1/auth/users/*`. */
export function routeUsers(app: OpenAPIHono, users: Users): void {
  app.openapi(get, async (context) => {
    const user = await users.get(context.req.valid('param').user_id);
    if (user === undefined) throw userNotFound();
    return context.json(user, 200);
  });

  app.openapi(remove, async (context) => {
    if (!(await users.delete(context.req.valid('param').user_id))) throw userNotFound();
    return context.json({ message: 'Successfully deleted user' }, 200);
  });
}

function userNotFound(): ApiError {
  return new ApiError(404, 'user_not_found', 'There is no such user.');
}
