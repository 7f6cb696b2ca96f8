import { createRoute } from '@hono/zod-openapi';
import { ApiError, sessionNotFound } from '../http/api-error.js';
import type { ServiceApp } from '../http/app.js';
import { commonErrors, json, jsonBody, secretKeySecurity } from '../http/responses.js';
import {
  ErrorBody,
  LoginOrCreate,
  SendOtp,
  SentOtp,
  SentToKnown,
  VerifiedOtp,
  VerifyOtp,
} from '../http/schemas.js';
import type { Environment } from '../environment.js';
import type { Tenant } from '../tenants.js';
import type { Sweeper } from '../stores/sweeper.js';
import { userNotFound } from './users.js';

const loginOrCreate = createRoute({
  method: 'post',
  path: '/v1/auth/otps/email/login_or_create',
  summary: 'Send a one-time code to an e-mail address; the user is made when new',
  tags: ['One-time codes'],
  security: secretKeySecurity,
  request: { body: jsonBody(LoginOrCreate) },
  responses: {
    200: json('The code is on its way.', SentOtp),
    429: json('Too many codes for this address; `Retry-After` says when.', ErrorBody),
    503: json('`email_not_sent`: the mail server did not take it; no code counts.', ErrorBody),
    ...commonErrors,
  },
});

const send = createRoute({
  method: 'post',
  path: '/v1/auth/otps/email/send',
  summary: 'Send a one-time code to the e-mail address of a user',
  tags: ['One-time codes'],
  security: secretKeySecurity,
  request: { body: jsonBody(SendOtp) },
  responses: {
    200: json('The code is on its way.', SentToKnown),
    404: json('`user_not_found`: nobody has that address.', ErrorBody),
    429: json('Too many codes for this address; `Retry-After` says when.', ErrorBody),
    503: json('`email_not_sent`: the mail server did not take it; no code counts.', ErrorBody),
    ...commonErrors,
  },
});

const verify = createRoute({
  method: 'post',
  path: '/v1/auth/otps/verify',
  summary: 'Verify a one-time code and, with session_expires_in, begin a session',
  tags: ['One-time codes'],
  security: secretKeySecurity,
  request: { body: jsonBody(VerifyOtp) },
  responses: {
    200: json('The code was right and is now used.', VerifiedOtp),
    429: json('Too many guesses of this client; `Retry-After` says when.', ErrorBody),
    503: json('`email_not_sent`: a second code is needed and was not sent.', ErrorBody),
    404: json(
      '`session_not_found`: the session to renew is unknown, expired or deleted.',
      ErrorBody,
    ),
    409: json('`session_of_other_user`: the session to renew is not of this user.', ErrorBody),
    ...commonErrors,
  },
});

const anyDevice = { user_agent: '', ip: '' };

/** `/v1/auth/otps/*`. */
export function routeOtps(
  app: ServiceApp,
  tenants: Record<Environment, Tenant>,
  sweeper: Sweeper,
): void {
  app.openapi(loginOrCreate, async (context) => {
    const { users, oneTimeCodes } = tenants[context.get('environment')];
    const { email, expires_in, requires_verification, device_fingerprint } =
      context.req.valid('json');
    const status = requires_verification ? 'pending' : 'active';
    const found = await users.findOrCreate(email, status);
    const sent = await oneTimeCodes.send(found.email, expires_in, device_fingerprint ?? anyDevice);
    sweeper.nudge();
    return context.json(
      {
        user_id: found.email.user_id,
        email_id: found.email.id,
        method_id: sent.methodId,
        status: found.status,
        user_created: found.created,
      },
      200,
    );
  });

  app.openapi(send, async (context) => {
    const { users, oneTimeCodes } = tenants[context.get('environment')];
    const { email, expires_in, device_fingerprint } = context.req.valid('json');
    const found = await users.byAddress(email);
    if (found === undefined) throw userNotFound();
    const sent = await oneTimeCodes.send(found.email, expires_in, device_fingerprint ?? anyDevice);
    return context.json(
      { email_id: found.email.id, user_id: found.email.user_id, method_id: sent.methodId },
      200,
    );
  });

  app.openapi(verify, async (context) => {
    const { oneTimeCodes } = tenants[context.get('environment')];
    const { method_id, otp, session_expires_in, device_fingerprint, session_token, session_jwt } =
      context.req.valid('json');
    const verified = await oneTimeCodes.verify({
      methodId: method_id,
      code: otp,
      expiresIn: session_expires_in,
      device: device_fingerprint ?? anyDevice,
      renew: [
        ...(session_token === undefined ? [] : [{ token: session_token }]),
        ...(session_jwt === undefined ? [] : [{ jwt: session_jwt }]),
      ],
    });
    sweeper.nudge();
    switch (verified) {
      case 'session_not_found':
        throw sessionNotFound();
      case 'session_of_other_user':
        throw new ApiError(
          409,
          verified,
          'The session belongs to another user than the code. Delete it first.',
        );
      case 'second_code_sent':
        throw new ApiError(
          400,
          verified,
          'The code was right. This client is new to the account, or codes are being guessed, so a second one was sent: verify it with the same method_id.',
        );
      case 'invalid_otp':
        throw new ApiError(
          400,
          verified,
          'The code is wrong, expired, already used or was guessed too often. Ask for a new one.',
        );
      default:
        return context.json(verified, 200);
    }
  });
}
