import { readCredential, refuseForgeable } from '../credential.js';
import { errorAnswer } from '../http/answer.js';
import { grantSession } from './grant-session.js';
import type { Route, RouteContext } from './route.js';

/** `GET /session` with the cookie → `200 Grant`: what a device restores that has nothing of its own. */
export function createSessionRoute(context: RouteContext): Route {
  return async (incoming, from) => {
    const credential = readCredential(incoming, from, context.cookies);
    if (credential.kind === 'forgeable') return refuseForgeable();
    if (credential.kind === 'none') return errorAnswer(401, 'no_session', 'No session found');
    return grantSession(context, { tokens: credential.tokens, wanted: 'known', incoming, from });
  };
}
