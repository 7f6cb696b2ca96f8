import { isNotFound } from '../api/client.js';
import type { VerifiedSession } from '../api/client.js';
import { errorAnswer } from '../http/answer.js';
import type { Answer } from '../http/answer.js';
import type { Incoming } from '../http/incoming.js';
import type { RequestOrigin } from '../origin-policy.js';
import { revokeEverywhere } from '../revoke-everywhere.js';
import { logoutFailed, logoutSucceeded } from './logout-answers.js';
import type { RouteContext } from './route.js';

/** What a request without a ticket asks for. */
export interface TokenLogout {
  readonly kind: 'bearer' | 'cookie';
  /** Several cookies may have our name: all of them are ended. */
  readonly tokens: readonly string[];
  readonly scope: 'session' | 'everywhere';
}

/** Ends the session of a bearer token or of the cookies, or all of its user's. */
export async function logoutByToken(
  context: RouteContext,
  { kind, tokens, scope }: TokenLogout,
  incoming: Incoming,
  from: RequestOrigin,
): Promise<Answer> {
  const { api, underWay, settings } = context;
  const everywhere = scope === 'everywhere';
  const logout = { incoming, from, isQueued: false, tokens };
  const live: VerifiedSession[] = [];
  try {
    if (everywhere || settings.hooks.onLogout !== undefined) {
      for (const token of tokens) live.push(...(await find(context, token)));
      // A dead session does not say whose other sessions to end: success would be a lie.
      if (everywhere && live.length === 0) return sessionEnded(context, incoming, from, kind);
    }
    if (everywhere) for (const each of live) await endOthers(context, each);
    await Promise.all(
      tokens.map(async (token) => {
        await api.deleteSession({ session_token: token });
        underWay.tell({ token });
      }),
    );
  } catch (error) {
    return logoutFailed(context, { ...logout, error });
  }
  const [first] = live;
  const claims = first && { sid: first.session.id, uid: first.session.user_id };
  return logoutSucceeded(context, {
    ...logout,
    scope,
    isNews: live.length > 0,
    ...(claims && { claims }),
  });
}

async function find({ api }: RouteContext, token: string): Promise<VerifiedSession[]> {
  try {
    return [await api.verifySession({ session_token: token })];
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

/** Its own session comes last, by its token: it is what a repeated request needs. */
async function endOthers(
  { api, underWay }: RouteContext,
  { session, now = Math.floor(Date.now() / 1000) }: VerifiedSession,
): Promise<void> {
  const { id, user_id } = session;
  await revokeEverywhere(api, { userId: user_id, startedBy: Infinity, now, except: id });
  underWay.tell({ userId: user_id, startedBy: now });
}

function sessionEnded(
  { cookies }: RouteContext,
  incoming: Incoming,
  from: RequestOrigin,
  kind: TokenLogout['kind'],
): Answer {
  return errorAnswer(401, 'session_ended', 'Session ended', {
    cookies: kind === 'cookie' ? (cookies?.clear(incoming, from.https) ?? []) : [],
  });
}
