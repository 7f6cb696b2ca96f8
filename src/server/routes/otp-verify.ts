import { z } from 'zod';
import type { IssuedGrant } from '../../wire/grant.js';
import type { NewSession } from '../api/client.js';
import type { ApiUser } from '../api/schemas.js';
import { clientDevice } from '../client-device.js';
import { AuthServerError } from '../errors.js';
import { buildGrant } from '../grant.js';
import { hookRequest, sessionFacts } from '../hooks.js';
import { errorAnswer } from '../http/answer.js';
import type { Answer } from '../http/answer.js';
import type { Incoming } from '../http/incoming.js';
import { runHook } from '../run-hook.js';
import { setSessionCookies } from './set-session-cookies.js';
import { defineRoute, retryAfter, unavailable } from './route.js';
import type { Route, RouteContext } from './route.js';

const body = z.strictObject({
  methodId: z.string().regex(/^[\w-]{1,128}$/),
  code: z.string().regex(/^\d{6}$/),
  remember: z.boolean().optional(),
});

const REFUSALS = new Set([400, 401, 422]);
/** For how long somebody may be signing up, in seconds: a code is good for ten minutes, and may be asked for again. */
const SIGN_UP_TIME = 15 * 60;
/** The API refuses our key, not the user's code. */
const OUR_FAULT = new Set(['unauthorized', 'secret_key_in_browser']);

/**
 * `POST /otp/verify { methodId, code, remember? }` → `200 Grant`, or 401 `second_code_sent` where the API wants a second code, for
 * the same `methodId`. `remember: false`: cookies that end with the browser.
 */
export function createOtpVerifyRoute(context: RouteContext): Route {
  const { api, report, settings } = context;

  return defineRoute(body, async ({ methodId, code, remember = true }, incoming, from) => {
    let verified: NewSession;
    try {
      const device = clientDevice(settings.clientAddress, incoming, report);
      verified = await api.verifyCode(methodId, code, settings.sessionExpiresIn, device);
    } catch (error) {
      return refuseCode(context, AuthServerError.from(error));
    }
    try {
      const grant = await grantFor(context, verified, incoming);
      if (!incoming.isGone()) {
        const cookies = setSessionCookies(context, verified, incoming, from, remember);
        return { status: 200, body: grant, cookies };
      }
    } catch (error) {
      report(error);
    }
    const ticket = await giveUp(context, verified);
    return errorAnswer(502, 'unavailable', 'Authentication service unavailable', { ticket });
  });
}

async function grantFor(
  { users, grants, settings, report, cookies }: RouteContext,
  verified: NewSession,
  incoming: Incoming,
): Promise<IssuedGrant> {
  const apiUser = await users.read(verified.session.user_id);
  const grant = {
    ...(await buildGrant(grants, verified, apiUser)),
    ...(cookies && { inCookie: true }),
    isNewUser: verified.isNewUser ?? isYoung(apiUser, verified),
  };
  const session = sessionFacts(verified.session);
  if (grant.user !== undefined) {
    const event = { user: grant.user, session, request: hookRequest(incoming) };
    await runHook(settings.hooks.onSignIn, event, { timeout: settings.timeout, report });
  }
  return grant;
}

/** An API that does not say whether the user has just signed up says when the user was made: as the code was sent. */
const isYoung = ({ created_at }: ApiUser, { session }: NewSession): boolean =>
  session.started_at - created_at < SIGN_UP_TIME;

function refuseCode({ report }: RouteContext, error: AuthServerError): Answer {
  const { status = 0, type = '' } = error.details;
  const isRefusal =
    error.code === 'not_found' ||
    (error.code === 'api_refused' && REFUSALS.has(status) && !OUR_FAULT.has(type));
  if (status === 401 || !isRefusal) {
    if (error.code !== 'api_rate_limited') report(error);
  }
  if (isRefusal && type === 'second_code_sent')
    return errorAnswer(401, 'second_code_sent', 'Code right; a second one was sent');
  if (isRefusal) return errorAnswer(401, 'code_refused', 'Code refused');
  if (error.code === 'api_rate_limited')
    return errorAnswer(429, 'rate_limited', 'Too many attempts', { headers: retryAfter(error) });
  return unavailable(error);
}

/** A session nobody received must not live on: it is revoked, or else the ticket is given that can do it later. */
async function giveUp(
  { api, grants, report }: RouteContext,
  { session, sessionToken }: NewSession,
): Promise<string | undefined> {
  try {
    await api.deleteSession({ session_token: sessionToken });
    return undefined;
  } catch (cause) {
    const reason = AuthServerError.from(cause).code;
    report(
      new AuthServerError(
        'session_abandoned',
        `A session was created, not handed over, and could not be revoked (${reason})`,
        { operation: 'otps/verify', reason },
      ),
    );
  }
  const { id: sid, user_id: uid, expires_at: exp } = session;
  return grants.tickets.sign({ scope: 'session', sid, uid, exp }).catch(() => undefined);
}
