import { z } from 'zod';
import { readCredential } from '../credential.js';
import { AuthServerError } from '../errors.js';
import { buildGrant } from '../grant.js';
import { errorResponse, jsonResponse } from '../json-response.js';
import { defineRoute, refuseForgeable, unavailable } from './route.js';
import type { Route, RouteContext } from './route.js';

const body = z.strictObject({});

/** `POST /session/refresh` with a bearer token or the cookie → `200 Grant`: same token, fresh JWT and tickets. */
export function createSessionRefreshRoute(context: RouteContext): Route {
  const { api, tickets, cookie, report } = context;

  return defineRoute(body, async (_body, request, from) => {
    const credential = readCredential(request, from, cookie);
    if (credential.kind === 'forgeable') return refuseForgeable();
    if (credential.kind === 'none') return errorResponse(401, 'no_session', 'No session found');

    const { token } = credential;
    const inCookie = cookie?.read(request.headers) === token ? cookie : undefined;
    try {
      const expiresIn = context.slidingSession ? context.sessionExpiresIn : undefined;
      const verified = await api.verifySession({ session_token: token }, expiresIn);
      const grant = await buildGrant(
        { ...verified, sessionToken: token },
        await api.getUser(verified.session.user_id),
        tickets,
      );
      return jsonResponse(
        200,
        grant,
        inCookie && { 'Set-Cookie': inCookie.set(token, grant.expiresAt, from.https) },
      );
    } catch (thrown) {
      const error = AuthServerError.from(thrown);
      if (error.code === 'not_found') {
        return errorResponse(
          401,
          'session_ended',
          'Session ended',
          inCookie && { 'Set-Cookie': inCookie.clear(from.https) },
        );
      }
      report(error);
      return unavailable(error);
    }
  });
}
