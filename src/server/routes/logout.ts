import { z } from 'zod';
import { readCredential } from '../credential.js';
import { AuthServerError } from '../errors.js';
import { errorResponse, jsonResponse } from '../json-response.js';
import type { RequestOrigin } from '../origin-policy.js';
import { revokeEverywhere } from '../revoke-everywhere.js';
import { defineRoute, refuseForgeable, retryAfter } from './route.js';
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

/** `POST /logout` with a ticket, a bearer token or the cookie → `200 { success: true }`, also when already logged out. */
export function createLogoutRequestRoute(context: RouteContext): Route {
  const { api, tickets, cookie, clearSiteData } = context;

  function failed(thrown: unknown): Response {
    const error = AuthServerError.from(thrown);
    context.report(error);
    return errorResponse(500, 'logout_failed', 'Logout failed', retryAfter(error));
  }

  /** The cookie may belong to another session than the revoked one, begun since: only a dead one is cleared. */
  async function isDead(token: string, revokedToken: string | undefined): Promise<boolean> {
    if (token === revokedToken) return true;
    return api.verifySession({ session_token: token }).then(
      () => false,
      (error: unknown) => error instanceof AuthServerError && error.code === 'not_found',
    );
  }

  async function succeeded(
    request: Request,
    from: RequestOrigin,
    queued: boolean,
    revokedToken?: string,
  ): Promise<Response> {
    const headers: Record<string, string> = {};
    const token = cookie?.read(request.headers);
    if (cookie !== undefined && token !== undefined && (await isDead(token, revokedToken))) {
      headers['Set-Cookie'] = cookie.clear(from.https);
    }
    if (clearSiteData.length > 0 && !queued) {
      headers['Clear-Site-Data'] = clearSiteData.map((directive) => `"${directive}"`).join(', ');
    }
    return jsonResponse(200, { success: true }, headers);
  }

  async function logoutByTicket(
    request: Request,
    from: RequestOrigin,
    ticket: string,
    age: number,
  ): Promise<Response> {
    const claims = await tickets.verify(ticket);
    if (claims === undefined) return errorResponse(401, 'ticket_refused', 'Ticket refused');
    try {
      if (claims.scope === 'session') {
        await api.deleteSession({ session_id: claims.sid });
      } else {
        const startedBy = nowSeconds() - age;
        await revokeEverywhere(api, { userId: claims.uid, startedBy, ownSessionId: claims.sid });
      }
    } catch (error) {
      return failed(error);
    }
    return succeeded(request, from, age > 0);
  }

  async function logoutByToken(
    request: Request,
    from: RequestOrigin,
    token: string,
    everywhere: boolean,
  ): Promise<Response> {
    try {
      if (everywhere) {
        const { session } = await api.verifySession({ session_token: token });
        await revokeEverywhere(api, {
          userId: session.user_id,
          startedBy: nowSeconds(),
          ownSessionId: session.id,
          ownLast: true,
        });
      } else {
        await api.deleteSession({ session_token: token });
      }
    } catch (error) {
      // A dead session does not say whose other sessions to end: success would be a lie.
      if (everywhere && error instanceof AuthServerError && error.code === 'not_found') {
        return errorResponse(401, 'session_ended', 'Session ended');
      }
      return failed(error);
    }
    return succeeded(request, from, false, token);
  }

  return defineRoute(body, async ({ ticket, age = 0, scope }, request, from) => {
    if (ticket !== undefined) return logoutByTicket(request, from, ticket, age);
    const credential = readCredential(request, from, cookie);
    if (credential.kind === 'forgeable') return refuseForgeable();
    if (credential.kind === 'none') return errorResponse(400, 'no_session', 'No session found');
    return logoutByToken(request, from, credential.token, scope === 'everywhere');
  });
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
