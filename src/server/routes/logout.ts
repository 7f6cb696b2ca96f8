import { z } from 'zod';
import { readCredential, refuseForgeable } from '../credential.js';
import { errorAnswer } from '../http/answer.js';
import { logoutByTicket } from './logout-by-ticket.js';
import { logoutByToken } from './logout-by-token.js';
import { defineRoute } from './route.js';
import type { Route, RouteContext } from './route.js';

const YEAR_SECONDS = 366 * 24 * 3600;

const body = z
  .strictObject({
    ticket: z.string().min(1).max(4096).optional(),
    age: z.int().min(0).max(YEAR_SECONDS).optional(),
    scope: z.enum(['session', 'everywhere']).optional(),
  })
  .refine(({ ticket, age }) => ticket !== undefined || age === undefined, { path: ['ticket'] })
  .refine(({ ticket, scope }) => ticket === undefined || scope === undefined, { path: ['scope'] });

/** What belongs into the body: in a query it would be passed over, and the answer would be a lie. */
const FIELDS = ['ticket', 'age', 'scope'];

/** `POST /logout` with a ticket, a bearer token or the cookie → `200 { success: true }`, also when already logged out. */
export function createLogoutRoute(context: RouteContext): Route {
  return defineRoute(body, async ({ ticket, age = 0, scope = 'session' }, incoming, from) => {
    const misplaced = FIELDS.find((field) => incoming.url.searchParams.has(field));
    if (misplaced !== undefined)
      return errorAnswer(400, 'invalid_request', `${misplaced} belongs into the body`);
    if (ticket !== undefined) return logoutByTicket(context, { ticket, age }, incoming, from);
    const credential = readCredential(incoming, from, context.cookies);
    if (credential.kind === 'forgeable') return refuseForgeable();
    if (credential.kind === 'none') return errorAnswer(400, 'no_session', 'No session found');
    return logoutByToken(context, { ...credential, scope }, incoming, from);
  });
}
