import { isNotFound } from '../api/client.js';
import { AuthServerError } from '../errors.js';
import { hookRequest } from '../hooks.js';
import { errorAnswer } from '../http/answer.js';
import type { Answer } from '../http/answer.js';
import type { Incoming } from '../http/incoming.js';
import type { RequestOrigin } from '../origin-policy.js';
import { runHook } from '../run-hook.js';
import { claimedSession } from '../session-claim.js';
import { keepForLater } from './keep-for-later.js';
import { retryAfter } from './route.js';
import type { RouteContext } from './route.js';

/** A logout that has been tried. */
interface TriedLogout {
  readonly incoming: Incoming;
  readonly from: RequestOrigin;
  /** Whether the user asked a while ago, so that somebody else may have signed in since. */
  readonly isQueued: boolean;
  /** The session that was named, where it is known. */
  readonly claims?: { readonly sid: string; readonly uid: string; readonly exp?: number };
  /** The session tokens that were named. */
  readonly tokens?: readonly string[];
}

/** 200. The cookies go if their session is dead: they may belong to one that has begun since. */
export async function logoutSucceeded(
  context: RouteContext,
  logout: TriedLogout & {
    readonly scope: 'session' | 'everywhere';
    /** Whether anything has ended that lived: `onLogout` hears of it. */
    readonly isNews: boolean;
  },
): Promise<Answer> {
  const { cookies, signedOut, settings, report } = context;
  const { incoming, from, isQueued, claims, scope, isNews } = logout;
  const isCleared = cookies !== undefined && (await areCookiesDead(context, logout));
  await runHook(
    isNews ? settings.hooks.onLogout : undefined,
    { ...named(claims), scope, request: hookRequest(incoming) },
    { timeout: settings.timeout, report },
  );
  const directives = settings.clearSiteData.map((directive) => `"${directive}"`).join(', ');
  return {
    status: 200,
    body: { success: true },
    headers: directives === '' || isQueued ? {} : { 'Clear-Site-Data': directives },
    cookies: [
      ...(isCleared ? cookies.clear(incoming, from.https) : []),
      ...(claims && signedOut
        ? signedOut.removeTombstone(claims.sid, incoming.headers, from.https)
        : []),
    ],
  };
}

/**
 * 500: the request can be repeated as it is, or with the ticket in the answer if there is one. The cookies of
 * the session that was to end go all the same: see {@link keepForLater}.
 */
export async function logoutFailed(
  context: RouteContext,
  logout: TriedLogout & { readonly error: unknown; readonly ticket?: string },
): Promise<Answer> {
  const error = AuthServerError.from(logout.error);
  context.report(error);
  return errorAnswer(500, 'logout_failed', 'Logout failed', {
    ticket: logout.ticket,
    headers: retryAfter(error),
    cookies: areCookiesMeant(context, logout)
      ? await keepForLater(context, logout.incoming, logout.from)
      : [],
  });
}

/** Whether the cookies of a request are those of the session that its logout names. */
function areCookiesMeant(
  { cookies }: RouteContext,
  { incoming, claims, tokens = [], isQueued }: TriedLogout,
): boolean {
  const present = cookies?.tokens(incoming.headers) ?? [];
  if (present.length === 0) return false;
  if (tokens.length > 0) return present.every((token) => tokens.includes(token));
  const [jwt = ''] = cookies?.jwts(incoming.headers) ?? [];
  const inCookie = claimedSession(jwt);
  return inCookie === undefined ? !isQueued : inCookie.id === claims?.sid;
}

/** Whether every session in the cookies of a request has ended. What the logout does not say, the API does. */
async function areCookiesDead(context: RouteContext, logout: TriedLogout): Promise<boolean> {
  const { cookies, api } = context;
  const { incoming, tokens = [], claims } = logout;
  const present = cookies?.tokens(incoming.headers) ?? [];
  const others = present.filter((token) => !tokens.includes(token));
  const [jwt = ''] = cookies?.jwts(incoming.headers) ?? [];
  const isNamed = others.length === 1 && claimedSession(jwt)?.id === claims?.sid;
  if (others.length === 0 || (claims !== undefined && isNamed)) return present.length > 0;
  const dead = others.map((token) =>
    api.verifySession({ session_token: token }).then(() => false, isNotFound),
  );
  return (await Promise.all(dead)).every(Boolean);
}

function named(claims: TriedLogout['claims']): { sessionId?: string; userId?: string } {
  return claims === undefined ? {} : { sessionId: claims.sid, userId: claims.uid };
}
