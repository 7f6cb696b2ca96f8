import { z } from '@hono/zod-openapi';
import { emailAddress, User } from './schemas.js';

const maxMetadataBytes = 8 * 1024;

const name = (field: string) =>
  z
    .string()
    .max(256)
    .regex(/^[^\p{Cc}]*$/u, `${field} must not hold control characters`);

const profile = {
  first_name: name('first_name').optional(),
  middle_name: name('middle_name').optional(),
  last_name: name('last_name').optional(),
};

// A lone surrogate or U+0000 cannot be stored by Postgres.
const metadata = z
  .record(z.string().min(1).max(128), z.unknown())
  .refine(
    (value) => JSON.stringify(value).length <= maxMetadataBytes,
    'must be at most 8 KiB of JSON',
  )
  .refine((value) => !JSON.stringify(value).includes('\\u0000'), 'must not hold U+0000');

export const CreateUser = z
  .strictObject({
    email: emailAddress,
    ...profile,
    metadata: metadata.optional(),
    requires_verification: z.boolean().default(true),
  })
  .openapi('CreateUserRequest');

export const CreatedUser = User.extend({ email_id: z.string() }).openapi('CreatedUser');

export const UpdateUser = z
  .strictObject({
    ...profile,
    emails: z
      .array(z.strictObject({ email: emailAddress }))
      .max(10)
      .optional()
      .openapi({ description: 'Addresses to add.' }),
    metadata: metadata.optional().openapi({
      description: 'Merged at the top level; null deletes a key, an empty object all of them.',
    }),
    replace_metadata: z.boolean().optional(),
  })
  .openapi('UpdateUserRequest');

export const UpdatedUser = z
  .object({
    user_id: z.string(),
    emails: User.shape.emails,
    phone_numbers: User.shape.phone_numbers,
    user: User,
  })
  .openapi('UpdatedUser');

const value = z.union([z.string().max(512), z.number(), z.boolean()]);

/** The fields that users can be searched by. */
export const searchFields = [
  'user_id',
  'email',
  'first_name',
  'middle_name',
  'last_name',
  'status',
  'created_at',
  'updated_at',
] as const;

const SearchField = z
  .strictObject({
    field: z.enum(searchFields),
    operator: z.enum(['eq', 'between', 'lt', 'gt']),
    value: value.optional(),
    second_value: value.optional(),
    values: z.array(value).min(1).max(100).optional(),
  })
  .refine(
    ({ operator, values, ...field }) =>
      values === undefined
        ? field.value !== undefined
        : operator === 'eq' && field.value === undefined,
    'needs a value; eq may have values instead',
  )
  .refine(
    ({ operator, second_value }) => (operator === 'between') === (second_value !== undefined),
    'between, and nothing else, needs a second_value',
  );

export const SearchUsers = z
  .strictObject({
    limit: z.int().min(1).max(1000).default(100),
    starting_after: z.string().max(128).optional().openapi({ description: 'A user_id.' }),
    filters: z
      .strictObject({
        operator: z.enum(['AND', 'OR']).default('AND'),
        fields: z.array(SearchField).max(20),
      })
      .optional(),
  })
  .openapi('SearchUsersRequest');

export const FoundUsers = z
  .object({ users: z.array(User), total_count: z.int(), has_more: z.boolean() })
  .openapi('FoundUsers');

export type UserSearch = z.output<typeof SearchUsers>;
export type UserUpdate = z.output<typeof UpdateUser>;
