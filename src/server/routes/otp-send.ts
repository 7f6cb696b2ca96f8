import { z } from 'zod';
import { clientDevice } from '../client-device.js';
import { AuthServerError } from '../errors.js';
import { errorAnswer } from '../http/answer.js';
import { defineRoute, retryAfter, unavailable } from './route.js';
import type { Route, RouteContext } from './route.js';

/** The session service has the same definition of an e-mail address: the one of HTML. */
const body = z.strictObject({
  email: z.email({ pattern: z.regexes.html5Email }).max(254),
  disableSignup: z.boolean().optional(),
});

/**
 * `POST /otp/send { email, disableSignup? }` → `200 { methodId }`, or 403 `signup_blocked` where it is set and
 * there is no such user.
 */
export function createOtpSendRoute({ api, report, settings }: RouteContext): Route {
  return defineRoute(body, async ({ email, disableSignup }, incoming) => {
    try {
      const device = clientDevice(settings.clientAddress, incoming, report);
      return { status: 200, body: await api.sendCode(email, device, disableSignup) };
    } catch (thrown) {
      const error = AuthServerError.from(thrown);
      if (disableSignup && error.code === 'not_found')
        return errorAnswer(403, 'signup_blocked', 'Nobody has this address');
      if (error.code === 'api_refused' && error.details.status === 400)
        return errorAnswer(400, 'invalid_request', 'email is not valid');
      if (error.code === 'api_rate_limited')
        return errorAnswer(429, 'rate_limited', 'Too many requests', {
          headers: retryAfter(error),
        });
      report(error);
      return unavailable(error);
    }
  });
}
