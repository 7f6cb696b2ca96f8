type Fields = Readonly<Record<string, unknown>>;

/** A documented request of the REST API. Letters in braces stand for values of a user who has just signed in. */
export interface DocumentedRequest {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** What must be there. */
  readonly required: Fields;
  /** Each of these is accepted alone, and all together. */
  readonly optional: Fields;
  /** The fields of the answer. */
  readonly answer: readonly string[];
}

const device_fingerprint = { ip: '192.0.2.7', user_agent: 'Test/1' };
const names = { first_name: 'Ada', middle_name: 'K', last_name: 'Lovelace' };
const sessionAnswer = ['session', 'session_token', 'session_jwt'];

/** The fields of a session. */
export const sessionFields: readonly string[] = [
  ...['id', 'user_id', 'started_at', 'expires_at', 'last_active_at'],
  ...['factors', 'device_fingerprint', 'updated_at', 'created_at'],
];

/** The fields of a user, but `metadata`, which is there where it was given. */
export const userFields: readonly string[] = [
  ...['user_id', 'first_name', 'middle_name', 'last_name', 'status', 'active', 'emails'],
  ...['phone_numbers', 'wallets', 'idp_providers', 'totps', 'webauthn_credentials'],
  ...['updated_at', 'created_at'],
];

/** The documented requests, field by field. */
export const requests: readonly DocumentedRequest[] = [
  {
    name: 'otps/email/login_or_create',
    method: 'POST',
    path: '/v1/auth/otps/email/login_or_create',
    required: { email: '{E}' },
    optional: { expires_in: 5, requires_verification: true, device_fingerprint },
    answer: ['user_id', 'email_id', 'status', 'user_created'],
  },
  {
    name: 'otps/email/send',
    method: 'POST',
    path: '/v1/auth/otps/email/send',
    required: { email: '{E}' },
    optional: { expires_in: 5, device_fingerprint },
    answer: ['email_id', 'user_id'],
  },
  {
    name: 'otps/verify',
    method: 'POST',
    path: '/v1/auth/otps/verify',
    required: { method_id: '{M}', otp: '{C}' },
    optional: {
      session_expires_in: 60,
      session_token: '{T}',
      session_jwt: '{J}',
      device_fingerprint,
    },
    answer: ['method_id', 'method_type', 'user_id', ...sessionAnswer],
  },
  {
    name: 'sessions/verify by token',
    method: 'POST',
    path: '/v1/auth/sessions/verify',
    required: { session_token: '{T}' },
    optional: { session_expires_in: 60 },
    answer: sessionAnswer,
  },
  {
    name: 'sessions/verify by JWT',
    method: 'POST',
    path: '/v1/auth/sessions/verify',
    required: { session_jwt: '{J}' },
    optional: { session_expires_in: 60 },
    answer: sessionAnswer,
  },
  {
    name: 'sessions/list',
    method: 'GET',
    path: '/v1/auth/sessions/list',
    required: { user_id: '{U}' },
    optional: {},
    answer: ['sessions'],
  },
  ...(
    [
      ['token', { session_token: '{T}' }],
      ['JWT', { session_jwt: '{J}' }],
      ['id', { session_id: '{S}' }],
    ] as const
  ).map(([by, required]) => ({
    name: `sessions/delete by ${by}`,
    method: 'DELETE',
    path: '/v1/auth/sessions/delete',
    required,
    optional: {},
    answer: ['message'],
  })),
  {
    name: 'users/get',
    method: 'GET',
    path: '/v1/auth/users/{U}',
    required: {},
    optional: {},
    answer: userFields,
  },
  {
    name: 'users/delete',
    method: 'DELETE',
    path: '/v1/auth/users/{U}/delete',
    required: {},
    optional: {},
    answer: ['message', 'user_id'],
  },
  {
    name: 'users/create',
    method: 'POST',
    path: '/v1/auth/users/create',
    required: { email: '{N}' },
    optional: { ...names, metadata: { plan: 'pro' }, requires_verification: false },
    answer: [...userFields, 'email_id', 'metadata'],
  },
  {
    name: 'users/update',
    method: 'PUT',
    path: '/v1/auth/users/{U}/update',
    required: {},
    optional: {
      ...names,
      emails: [{ email: '{N}' }],
      metadata: { plan: 'pro' },
      replace_metadata: true,
    },
    answer: ['user_id', 'emails', 'phone_numbers', 'user'],
  },
  {
    name: 'users/search',
    method: 'POST',
    path: '/v1/auth/users/search',
    required: {},
    optional: {
      limit: 10,
      starting_after: '{U}',
      filters: { operator: 'AND', fields: [{ field: 'email', operator: 'eq', value: '{E}' }] },
    },
    answer: ['users', 'total_count', 'has_more'],
  },
];

/** The same fields with one name misspelt, each in turn, however deep; in `metadata` every name is right. */
export function misspellings(fields: Fields): { readonly name: string; readonly fields: Fields }[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const { [name]: _, ...others } = fields;
    const here = { name: `${name}s`, fields: { ...others, [`${name}s`]: value } };
    const item: unknown = Array.isArray(value) ? value[0] : value;
    if (name === 'metadata' || typeof item !== 'object' || item === null) return [here];
    const within = misspellings(item as Fields).map((each) => ({
      name: each.name,
      fields: { ...fields, [name]: Array.isArray(value) ? [each.fields] : each.fields },
    }));
    return [here, ...within];
  });
}
