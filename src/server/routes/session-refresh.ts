import { z } from 'zod';
import { readCredential, refuseForgeable } from '../credential.js';
import { errorAnswer } from '../http/answer.js';
import { grantSession } from './grant-session.js';
import { defineRoute } from './route.js';
import type { Route, RouteContext } from './route.js';

const body = z.strictObject({ user: z.boolean().optional() });

/**
 * `POST /session/refresh { user? }` with a bearer token or the cookie → `200 Grant`: same token, fresh JWT
 * and tickets. `user: true` reads the user anew, `false` leaves them out; else they are as known lately.
 */
export function createSessionRefreshRoute(context: RouteContext): Route {
  return defineRoute(body, async ({ user }, incoming, from) => {
    const credential = readCredential(incoming, from, context.cookies);
    if (credential.kind === 'forgeable') return refuseForgeable();
    if (credential.kind === 'none') return errorAnswer(401, 'no_session', 'No session found');
    const wanted = user === undefined ? 'known' : user ? 'fresh' : 'none';
    return grantSession(context, { tokens: credential.tokens, wanted, incoming, from });
  });
}
