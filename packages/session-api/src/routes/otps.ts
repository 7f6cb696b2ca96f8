import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { ApiError, sessionNotFound } from '../http/api-error.js';
import { commonErrors, json, jsonBody, secretKeySecurity } from '../http/responses.js';
import { ErrorBody, LoginOrCreate, SentOtp, VerifiedOtp, VerifyOtp } from '../http/schemas.js';
import type { OneTimeCodes } from '../one-time-codes.js';
import type { Sweeper } from '../stores/sweeper.js';
import { identifier } from './sessions.js';

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

const verify = createRoute({
  method: 'post',
  path: '/v1/auth/otps/verify',
  summary: 'Verify a one-time code and, with session_expires_in, begin a session',
  tags: ['One-time codes'],
  security: secretKeySecurity,
  request: { body: jsonBody(VerifyOtp) },
  responses: {
    200: json('The code was right and is now used.', VerifiedOtp),
    404: json(
      '`session_not_found`: the session to renew is unknown, expired or deleted.',
      ErrorBody,
    ),
    409: json('`session_of_other_user`: the session to renew is not of this user.', ErrorBody),
    ...commonErrors,
  },
});

/** `/v1/auth/otps/*`. */
export function routeOtps(app: OpenAPIHono, codes: OneTimeCodes, sweeper: Sweeper): void {
  app.openapi(loginOrCreate, async (context) => {
    const { email, expires_in } = context.req.valid('json');
    const sent = await codes.send(email, expires_in);
    sweeper.nudge();
    return context.json(sent, 200);
  });

  app.openapi(verify, async (context) => {
    const { method_id, otp, session_expires_in, device_fingerprint, session_token, session_jwt } =
      context.req.valid('json');
    const named = session_token ?? session_jwt;
    const verified = await codes.verify({
      methodId: method_id,
      code: otp,
      expiresIn: session_expires_in,
      device: device_fingerprint ?? { user_agent: '', ip: '' },
      renew: named === undefined ? undefined : identifier({ session_token, session_jwt }),
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
