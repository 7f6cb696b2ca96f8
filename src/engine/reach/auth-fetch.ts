import type { Auth } from '../auth.js';
import { SessionEndedError } from '../session-ended-error.js';
import { canBeSentAgain, type Outgoing, toOutgoing } from './outgoing.js';
import { untilReady } from '../until-ready.js';
import { endOf, untilEither } from './session-end.js';

/** What a request of the session needs of the engine. */
export type SessionAccess = Pick<Auth, 'getView' | 'subscribe' | 'signal' | 'getSessionTokens'>;

/** Where requests go, and how. */
export interface FetchPolicy {
  /** Whether an origin may see the JWT. */
  readonly isAllowed: (origin: string) => boolean;
  readonly fetch: typeof fetch;
}

/** A request of the session that is shown when it is made: see `auth.fetch`. */
export async function authFetch(
  access: SessionAccess,
  policy: FetchPolicy,
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  const request = toOutgoing(input, init);
  const isOurs = policy.isAllowed(originOf(request.url)) && !request.headers.has('authorization');
  const session = await sessionOf(access);
  const first = await send(access, policy, session, request, isOurs);
  const { jwt, response } = first;
  if (response.status !== 401 || !jwt || !canBeSentAgain(request)) return response;
  // A redirect to a foreign origin has lost the header: its 401 says nothing of the JWT.
  if (response.redirected && !policy.isAllowed(originOf(response.url))) return response;
  const fresh = await freshJwt(access, session, jwt);
  if (!fresh) return response;
  void response.body?.cancel().catch(() => {});
  return (await send(access, policy, session, request, isOurs)).response;
}

/** Sends a request once. Nothing is sent, and no answer gets through, after the session's end. */
async function send(
  access: SessionAccess,
  { fetch }: FetchPolicy,
  session: AbortSignal,
  { url, init, headers, again }: Outgoing,
  isOurs: boolean,
): Promise<{ response: Response; jwt: string | undefined }> {
  const jwt = await currentJwt(access, session);
  const sent = new Headers(headers);
  if (isOurs && jwt) sent.set('authorization', `Bearer ${jwt}`);
  const signal = untilEither(endOf(session), init.signal);
  const response = await fetch(again?.() ?? url, { ...init, headers: sent, signal }).catch(
    (error: unknown) => {
      throw session.aborted ? new SessionEndedError() : error;
    },
  );
  if (!access.getView().ready) await untilReady(access);
  if (session.aborted) {
    void response.body?.cancel().catch(() => {});
    throw new SessionEndedError();
  }
  return { response, jwt: isOurs ? jwt : undefined };
}

/** The signal of the session that is shown, once it is known whether there is one. */
async function sessionOf(access: SessionAccess): Promise<AbortSignal> {
  if (!access.getView().ready) await untilReady(access);
  const { signal } = access;
  if (signal.aborted) throw new SessionEndedError();
  return signal;
}

/** The session's JWT; never the next one's. Empty where a cookie has it that no script can read. */
async function currentJwt(access: SessionAccess, session: AbortSignal): Promise<string> {
  const tokens = await access.getSessionTokens();
  if (session.aborted || !(tokens ?? access.getView().isAuthenticated))
    throw new SessionEndedError();
  return tokens?.sessionJwt ?? '';
}

/** Whether there is a JWT other than the one that was refused: another request may have got it. */
async function freshJwt(
  access: SessionAccess,
  session: AbortSignal,
  refused: string,
): Promise<boolean> {
  if ((await currentJwt(access, session)) !== refused) return true;
  const tokens = await access.getSessionTokens({ refresh: true });
  if (!tokens || session.aborted) throw new SessionEndedError();
  return tokens.sessionJwt !== refused;
}

const originOf = (url: string) => new URL(url).origin;
