import { createRoute } from '@hono/zod-openapi';
import type { Database } from '../database/open-database.js';
import { ApiError } from '../http/api-error.js';
import type { ServiceApp } from '../http/app.js';
import { commonErrors, json, jsonBody, secretKeySecurity } from '../http/responses.js';
import { ErrorBody, User, UserDeleted, UserParams } from '../http/schemas.js';
import {
  CreatedUser,
  CreateUser,
  FoundUsers,
  SearchUsers,
  UpdatedUser,
  UpdateUser,
} from '../http/user-schemas.js';
import { searchUsers } from '../stores/search-users.js';
import { updateUser } from '../stores/update-user.js';
import type { Environment } from '../environment.js';
import type { Tenant } from '../tenants.js';

const tags = ['Users'];
const security = secretKeySecurity;
const userMissing = json('`user_not_found`.', ErrorBody);
const duplicate = json('`duplicate_email`: somebody has that address.', ErrorBody);

const get = createRoute({
  method: 'get',
  path: '/v1/auth/users/{user_id}',
  summary: 'Get a user',
  tags,
  security,
  request: { params: UserParams },
  responses: { 200: json('The user.', User), 404: userMissing, ...commonErrors },
});

const remove = createRoute({
  method: 'delete',
  path: '/v1/auth/users/{user_id}/delete',
  summary: 'Delete a user with all sessions, codes and addresses',
  tags,
  security,
  request: { params: UserParams },
  responses: { 200: json('The user is gone.', UserDeleted), 404: userMissing, ...commonErrors },
});

const create = createRoute({
  method: 'post',
  path: '/v1/auth/users/create',
  summary: 'Make a user',
  tags,
  security,
  request: { body: jsonBody(CreateUser) },
  responses: { 200: json('The user.', CreatedUser), 409: duplicate, ...commonErrors },
});

const update = createRoute({
  method: 'put',
  path: '/v1/auth/users/{user_id}/update',
  summary: 'Change names and metadata of a user, add addresses',
  tags,
  security,
  request: { params: UserParams, body: jsonBody(UpdateUser) },
  responses: {
    200: json('The user as it is now.', UpdatedUser),
    404: userMissing,
    409: duplicate,
    ...commonErrors,
  },
});

const search = createRoute({
  method: 'post',
  path: '/v1/auth/users/search',
  summary: 'Find users',
  tags,
  security,
  request: { body: jsonBody(SearchUsers) },
  responses: {
    200: json('A page of users, in the order of their ids.', FoundUsers),
    ...commonErrors,
  },
});

/** `/v1/auth/users/*`. */
export function routeUsers(
  app: ServiceApp,
  tenants: Record<Environment, Tenant>,
  db: Database,
  now: () => number,
): void {
  app.openapi(get, async (context) => {
    const { users } = tenants[context.get('environment')];
    const user = await users.get(context.req.valid('param').user_id);
    if (user === undefined) throw userNotFound();
    return context.json(user, 200);
  });

  app.openapi(remove, async (context) => {
    const { users } = tenants[context.get('environment')];
    const { user_id } = context.req.valid('param');
    if (!(await users.delete(user_id))) throw userNotFound();
    return context.json({ message: 'Successfully deleted user', user_id }, 200);
  });

  app.openapi(create, async (context) => {
    const { users } = tenants[context.get('environment')];
    const { email, requires_verification, ...profile } = context.req.valid('json');
    const status = requires_verification ? 'pending' : 'active';
    const made = await users.create(email, { ...profile, status, provisional: false });
    const user = made && (await users.get(made.user_id));
    if (made === undefined || user === undefined) throw duplicateEmail();
    return context.json({ ...user, email_id: made.id }, 200);
  });

  app.openapi(update, async (context) => {
    const { users, environment } = tenants[context.get('environment')];
    const { user_id } = context.req.valid('param');
    const change = context.req.valid('json');
    const outcome = await updateUser(db, environment, user_id, change, now());
    if (outcome === 'duplicate_email') throw duplicateEmail();
    const user = await users.get(user_id);
    if (outcome === 'user_not_found' || user === undefined) throw userNotFound();
    return context.json(
      { user_id, emails: user.emails, phone_numbers: user.phone_numbers, user },
      200,
    );
  });

  app.openapi(search, async (context) => {
    const { users, environment } = tenants[context.get('environment')];
    const { rows, total, more } = await searchUsers(db, environment, context.req.valid('json'));
    return context.json(
      { users: await users.bodies(rows), total_count: total, has_more: more },
      200,
    );
  });
}

/** 404 `user_not_found`. */
export function userNotFound(): ApiError {
  return new ApiError(404, 'user_not_found', 'There is no such user.');
}

function duplicateEmail(): ApiError {
  return new ApiError(409, 'duplicate_email', 'Somebody has that e-mail address already.');
}
