import { isNotFound } from '../api/client.js';
import type { NewSession } from '../api/client.js';
import { readTombstones } from '../cookies/signed-out-cookies.js';
import { AuthServerError } from '../errors.js';
import { buildGrant } from '../grant.js';
import { errorAnswer } from '../http/answer.js';
import type { Answer } from '../http/answer.js';
import type { Incoming } from '../http/incoming.js';
import type { RequestOrigin } from '../origin-policy.js';
import type { RefreshUnderWay } from '../refreshes-under-way.js';
import { unavailable } from './route.js';
import type { RouteContext } from './route.js';
import { setSessionCookies } from './set-session-cookies.js';
import { revokeSignedOut } from './revoke-signed-out.js';

/** Which user goes into a grant: read anew, as known lately, or none. */
export type WantedUser = 'fresh' | 'known' | 'none';

/** Whose session is asked for, and by whom. */
export interface GrantRequest {
  /** Several cookies may have our name: the first that is a live session counts. */
  readonly tokens: readonly string[];
  readonly wanted: WantedUser;
  readonly incoming: Incoming;
  readonly from: RequestOrigin;
}

/** A session that is no more, with the cookies that its end asks for. */
type Ended = { readonly ended: true; readonly cookies: readonly string[] };
type Granted = { readonly ended: false; readonly answer: Answer };

/** Answers the grant of the first of some tokens that is a live session; 401 `session_ended` when none is. */
export async function grantSession(context: RouteContext, asked: GrantRequest): Promise<Answer> {
  const { incoming, from } = asked;
  const isInCookie = tokensInCookie(context, incoming).some((one) => asked.tokens.includes(one));
  const cookies = isInCookie ? [...(context.cookies?.clear(incoming, from.https) ?? [])] : [];
  try {
    for (const token of asked.tokens) {
      const underWay = context.underWay.begin(token);
      const result = await grantToken(context, asked, token, underWay).finally(underWay.done);
      if (!result.ended) return result.answer;
      cookies.push(...result.cookies);
    }
  } catch (thrown) {
    const error = AuthServerError.from(thrown);
    context.report(error);
    return unavailable(error);
  }
  return errorAnswer(401, 'session_ended', 'Session ended', { cookies });
}

async function grantToken(
  context: RouteContext,
  { wanted, incoming, from }: GrantRequest,
  token: string,
  underWay: RefreshUnderWay,
): Promise<Ended | Granted> {
  const { api, users, grants, settings } = context;
  const expiresIn = settings.slidingSession ? settings.sessionExpiresIn : undefined;
  const verified = await api
    .verifySession({ session_token: token }, expiresIn)
    .catch((error: unknown) => {
      if (isNotFound(error)) return null;
      throw error;
    });
  if (verified === null) return { ended: true, cookies: [] };
  const session: NewSession = { ...verified, sessionToken: token };
  if (readTombstones(incoming.headers).has(verified.session.id))
    return { ended: true, cookies: await revokeSignedOut(context, session, incoming, from) };

  const { user_id } = verified.session;
  const read = { fresh: users.read, known: users.get, none: undefined }[wanted];
  const grant = await buildGrant(grants, session, await read?.(user_id));
  if (underWay.hasEnded(verified.session)) return { ended: true, cookies: [] };
  const isInCookie = tokensInCookie(context, incoming).includes(token);
  const cookies = isInCookie ? setSessionCookies(context, session, incoming, from) : [];
  const isForgotten =
    isInCookie && context.cookies?.remembers(verified.session.id, incoming.headers) === false;
  const body = {
    ...grant,
    ...(context.cookies && { inCookie: isInCookie }),
    ...(isForgotten && { remember: false }),
  };
  return { ended: false, answer: { status: 200, body, cookies } };
}

function tokensInCookie({ cookies }: RouteContext, incoming: Incoming): readonly string[] {
  return cookies?.tokens(incoming.headers) ?? [];
}
