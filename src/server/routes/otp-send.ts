import { z } from 'zod';
import { AuthServerError } from '../errors.js';
import { errorResponse, jsonResponse } from '../json-response.js';
import { defineRoute, retryAfter, unavailable } from './route.js';
import type { Route, RouteContext } from './route.js';

const body = z.strictObject({ email: z.email().max(254) });

/** `POST /otp/send { email }` → `200 { methodId }`. */
export function createOtpSendRoute({ api, report }: RouteContext): Route {
  return defineRoute(body, async ({ email }) => {
    try {
      return jsonResponse(200, await api.sendCode(email));
    } catch (thrown) {
      const error = AuthServerError.from(thrown);
      if (error.details.status === 400)
        return errorResponse(400, 'invalid_request', 'email is not valid');
      if (error.code === 'api_rate_limited')
        return errorResponse(429, 'rate_limited', 'Too many requests', retryAfter(error));
      report(error);
      return unavailable(error);
    }
  });
}
