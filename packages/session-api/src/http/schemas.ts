import { z } from '@hono/zod-openapi';

// Control characters are refused because Postgres cannot store U+0000 and none of these values has a use for them.
const printable = /^[^\p{Cc}]*$/u;

const id = (name: string) =>
  z.string().min(1).max(128).regex(printable, `${name} must not hold control characters`);

const sessionToken = z
  .string()
  .min(1)
  .max(512)
  .regex(printable, 'session_token must not hold control characters');
const sessionJwt = z
  .string()
  .min(1)
  .max(8192)
  .regex(printable, 'session_jwt must not hold control characters');

/** `session_expires_in`: minutes from now, 5 minutes to 366 days. */
export const sessionExpiresIn = z.int().min(5).max(527_040).openapi({
  description:
    'Minutes from now until the session expires, 5 to 527040 (366 days). 10080 is 7 days.',
  example: 10_080,
});

function given(value: object): number {
  return Object.values(value).filter((entry) => entry !== undefined).length;
}

export const VerifySession = z
  .strictObject({
    session_token: sessionToken.optional(),
    session_jwt: sessionJwt.optional(),
    session_expires_in: sessionExpiresIn.optional(),
  })
  .refine(({ session_token, session_jwt }) => given({ session_token, session_jwt }) === 1, {
    error: 'Give exactly one of session_token and session_jwt.',
  })
  .openapi('VerifySessionRequest', {
    description: 'Exactly one of `session_token` and `session_jwt`.',
  });

export const DeleteSession = z
  .strictObject({
    session_token: sessionToken.optional(),
    session_jwt: sessionJwt.optional(),
    session_id: id('session_id').optional(),
    user_id: id('user_id').optional(),
    started_before: z.int().min(0).optional().openapi({
      description: 'Unix seconds of the service. With `user_id`: ends sessions that began before.',
    }),
  })
  .refine((body) => given({ ...body, started_before: undefined }) === 1, {
    error: 'Give exactly one of session_token, session_jwt, session_id and user_id.',
  })
  .refine((body) => (body.user_id === undefined) === (body.started_before === undefined), {
    error: 'Give user_id and started_before together: all sessions of the user that began before.',
  })
  .openapi('DeleteSessionRequest', {
    description: 'Exactly one identifier, or `user_id` with `started_before`.',
    minProperties: 1,
    maxProperties: 2,
  });

export const ListSessions = z.strictObject({
  user_id: id('user_id'),
  limit: z
    .string()
    .regex(/^([1-9]\d{0,2}|1000)$/, 'must be a whole number from 1 to 1000')
    .transform(Number)
    .default(1000)
    .openapi({ description: 'Sessions of one page, 1 to 1000, which is the default.' }),
  starting_after: z
    .string()
    .max(200)
    .regex(/^\d{1,15}_[A-Za-z0-9_]+$/, 'must be the `next` of an earlier page')
    .optional()
    .openapi({ description: 'The `next` of the page before.' }),
});

export const UserParams = z.strictObject({ user_id: id('user_id') });

export const DeviceFingerprint = z
  .strictObject({
    user_agent: z
      .string()
      .max(1024)
      .regex(printable, 'user_agent must not hold control characters')
      .default(''),
    ip: z.string().max(64).regex(printable, 'ip must not hold control characters').default(''),
  })
  .openapi('DeviceFingerprint');

/** One definition of an e-mail address, here and in the auth handler: what a browser's `<input type="email">` takes. */
export const emailAddress = z
  .email({ pattern: z.regexes.html5Email, error: 'must be an e-mail address' })
  .max(254)
  .openapi({ example: 'ada@example.com' });

const codeExpiresIn = z
  .int()
  .min(1)
  .max(10)
  .default(10)
  .openapi({ description: 'Minutes the code is good for.' });

export const LoginOrCreate = z
  .strictObject({
    email: emailAddress,
    expires_in: codeExpiresIn,
    requires_verification: z.boolean().default(true).openapi({
      description: 'Whether a new user is `pending` until a code was used; else `active` at once.',
    }),
    device_fingerprint: DeviceFingerprint.optional(),
  })
  .openapi('LoginOrCreateRequest');

export const SendOtp = z
  .strictObject({
    email: emailAddress,
    expires_in: codeExpiresIn,
    device_fingerprint: DeviceFingerprint.optional(),
  })
  .openapi('SendOtpRequest');

export const VerifyOtp = z
  .strictObject({
    method_id: id('method_id').openapi({
      description:
        'The `method_id` of the request for the code, which only its asker knows; or the `email_id`, for its newest code.',
    }),
    otp: z
      .string()
      .regex(/^[0-9]{6}$/, 'otp must be 6 digits')
      .openapi({ example: '123456' }),
    session_expires_in: sessionExpiresIn.optional(),
    session_token: sessionToken.optional(),
    session_jwt: sessionJwt.optional(),
    device_fingerprint: DeviceFingerprint.optional(),
  })
  .openapi('VerifyOtpRequest', {
    description: '`session_token` and `session_jwt`, one or both, name the session to renew.',
  });

const time = z.int().openapi({ description: 'Unix seconds.' });

export const Factor = z
  .object({
    delivery_channel: z.literal('email'),
    type: z.literal('otp'),
    method: z.object({
      method_id: z.string(),
      method_type: z.literal('email'),
      email_id: z.string(),
      email: z.string(),
      last_verified_at: time,
    }),
  })
  .openapi('Factor');

export const Session = z
  .object({
    id: z.string().openapi({ example: 'sess_…' }),
    user_id: z.string(),
    session_token: z.string().optional().openapi({
      description: 'Only where the caller sent it or it was just made: the service stores a hash.',
    }),
    started_at: time,
    expires_at: time,
    last_active_at: time,
    factors: z.array(Factor),
    device_fingerprint: z.object({ user_agent: z.string(), ip: z.string() }),
    updated_at: time,
    created_at: time,
  })
  .openapi('Session');

export const SessionPage = z
  .object({
    sessions: z.array(Session),
    has_more: z.literal(true).optional(),
    next: z
      .string()
      .optional()
      .openapi({ description: '`starting_after` of the next page, when there is one.' }),
  })
  .openapi('SessionPage');

export const VerifiedSession = z
  .object({
    session: Session,
    session_token: z
      .string()
      .openapi({ description: 'The token that was sent; empty when a JWT was sent.' }),
    session_jwt: z.string().openapi({
      description:
        'A JWT that is good for 240 to 300 seconds; with session_expires_in a fresh one, good for 300.',
    }),
  })
  .openapi('VerifiedSession');

export const VerifiedOtp = z
  .object({
    method_id: z.string(),
    method_type: z.literal('email'),
    user_id: z.string(),
    user_created: z
      .boolean()
      .openapi({ description: 'Whether the user has just signed up: no code was right before.' }),
    session: Session.nullable(),
    session_token: z.string(),
    session_jwt: z.string(),
  })
  .openapi('VerifiedOtp');

const methodId = z
  .string()
  .openapi({ description: 'Names this request: verify with it. Only its asker knows it.' });

export const SentOtp = z
  .object({
    user_id: z.string(),
    email_id: z.string(),
    method_id: methodId,
    status: z.enum(['pending', 'active']),
    user_created: z.boolean(),
  })
  .openapi('LoginOrCreateAnswer');

export const SentToKnown = z
  .object({ email_id: z.string(), user_id: z.string(), method_id: methodId })
  .openapi('SendOtpAnswer');

const none = z.array(z.never()).openapi({ type: 'array', items: {}, maxItems: 0 });

export const User = z
  .object({
    user_id: z.string(),
    first_name: z.string(),
    middle_name: z.string(),
    last_name: z.string(),
    status: z.enum(['pending', 'active']),
    active: z.boolean(),
    emails: z.array(
      z.object({
        id: z.string(),
        email: z.string(),
        verified: z.boolean(),
        updated_at: time,
        created_at: time,
      }),
    ),
    phone_numbers: none,
    wallets: none,
    idp_providers: none,
    totps: none,
    webauthn_credentials: none,
    metadata: z.record(z.string(), z.unknown()).optional(),
    updated_at: time,
    created_at: time,
  })
  .openapi('User');

export const UserDeleted = z
  .object({ message: z.string(), user_id: z.string() })
  .openapi('UserDeleted');

export const Message = z.object({ message: z.string() }).openapi('Message');

export const ErrorBody = z
  .object({ error_type: z.string(), error_message: z.string(), status_code: z.int() })
  .openapi('Error');

export type SessionBody = z.infer<typeof Session>;
export type FactorBody = z.infer<typeof Factor>;
export type UserBody = z.infer<typeof User>;
