import { z } from 'zod';
import type { NewSession } from '../api-client.js';
import { AuthServerError } from '../errors.js';
import { buildGrant } from '../grant.js';
import { errorResponse, jsonResponse } from '../json-response.js';
import { defineRoute, retryAfter, unavailable } from './route.js';
import type { Route, RouteContext } from './route.js';

const body = z.strictObject({
  methodId: z.string().regex(/^[\w-]{1,128}$/),
  code: z.string().regex(/^\d{6}$/),
});

const REFUSALS = new Set([400, 401, 422]);

/** `POST /otp/verify { methodId, code }` → `200 Grant`. */
export function createOtpVerifyRoute(context: RouteContext): Route {
  const { api, tickets, cookie, report } = context;

  /** A session nobody received must not live on. */
  async function giveUp({ sessionToken }: NewSession): Promise<void> {
    await api.deleteSession({ session_token: sessionToken }).catch((cause: unknown) => {
      const reason = AuthServerError.from(cause).code;
      report(
        new AuthServerError(
          'session_abandoned',
          `A session was created, not handed over, and could not be revoked (${reason})`,
          {
            operation: 'otps/verify',
            reason,
          },
        ),
      );
    });
  }

  return defineRoute(body, async ({ methodId, code }, request, from) => {
    let verified: NewSession;
    try {
      verified = await api.verifyCode(methodId, code, context.sessionExpiresIn);
    } catch (thrown) {
      const error = AuthServerError.from(thrown);
      if (error.details.status === 401) report(error);
      if (error.code === 'not_found' || REFUSALS.has(error.details.status ?? 0))
        return errorResponse(401, 'code_refused', 'Code refused');
      if (error.code === 'api_rate_limited')
        return errorResponse(429, 'rate_limited', 'Too many attempts', retryAfter(error));
      report(error);
      return unavailable(error);
    }

    try {
      const grant = await buildGrant(
        verified,
        await api.getUser(verified.session.user_id),
        tickets,
      );
      if (!request.signal.aborted) {
        const headers = cookie && {
          'Set-Cookie': cookie.set(grant.sessionToken, grant.expiresAt, from.https),
        };
        return jsonResponse(200, grant, headers);
      }
    } catch (error) {
      report(error);
    }
    await giveUp(verified);
    return errorResponse(502, 'unavailable', 'Authentication service unavailable');
  });
}
