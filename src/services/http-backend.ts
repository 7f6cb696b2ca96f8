import type { Grant } from '../wire/grant.js';
import type { LogoutAnswer, SendCodeAnswer } from '../wire/messages.js';
import { ROUTES, type RoutePath } from '../wire/routes.js';
import type { CodeBackend, RefreshGrant } from './backend.js';
import { BackendError } from './backend.js';
import { NoAnswerError } from './no-answer-error.js';
import { readAnswer } from './read-answer.js';

/**
 * Speaks to the routes of `createAuthHandler`, and believes nobody else: a service worker's offline
 * page, a login page behind a redirect, a proxy's 404 are no answer. Revocations are sent with
 * `keepalive`, so that they outlive the page.
 *
 * @param url - The base of the routes, `/api/auth` for example, without a slash at its end.
 */
export function createBackend(url: string, fetch: typeof globalThis.fetch): CodeBackend {
  async function post(
    path: RoutePath,
    body: object,
    signal: AbortSignal,
    init: { sessionToken?: string; keepalive?: boolean } = {},
  ): Promise<unknown> {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(init.sessionToken && { authorization: `Bearer ${init.sessionToken}` }),
      },
      body: JSON.stringify(body),
      keepalive: init.keepalive ?? false,
      // Firefox keeps the answer to a POST on its disk.
      cache: 'no-store',
      // The backend may be of another origin, and keep the session in a cookie.
      credentials: 'include',
      signal,
    });
    return readAnswer(response);
  }

  return {
    async sendCode({ email, disableSignup }, signal) {
      const answer = await post(
        ROUTES.sendCode,
        { email, ...(disableSignup && { disableSignup }) },
        signal,
      );
      if (!isSendCodeAnswer(answer)) throw new NoAnswerError('foreign_answer');
      return answer;
    },
    // The engine checks what is in a grant.
    verifyCode: async (input, signal) => (await post(ROUTES.verifyCode, input, signal)) as Grant,
    async refresh({ sessionToken, sessionId, user = false }, signal) {
      try {
        const grant = await post(ROUTES.refresh, { user }, signal, { sessionToken });
        // The cookie is another session's by now.
        if (sessionId !== undefined && (grant as RefreshGrant).sessionId !== sessionId)
          throw new BackendError(401, 'session_ended');
        return grant as RefreshGrant;
      } catch (error) {
        // The cookie was all that there was of it.
        if (sessionToken === '' && error instanceof NoAnswerError && error.code === 'no_session')
          throw new BackendError(401, 'session_ended');
        const isDecided = error instanceof BackendError && error.code !== 'session_ended';
        throw isDecided && [401, 404, 410].includes(error.status)
          ? new NoAnswerError(error.code)
          : error;
      }
    },
    async revoke(proof, signal) {
      const answer =
        'ticket' in proof
          ? await post(ROUTES.logout, proof, signal, { keepalive: true })
          : await post(ROUTES.logout, { scope: proof.scope }, signal, {
              sessionToken: proof.sessionToken,
              keepalive: true,
            });
      if (!isLogoutAnswer(answer)) throw new NoAnswerError('foreign_answer');
    },
  };
}

function isSendCodeAnswer(answer: unknown): answer is SendCodeAnswer {
  return has(answer, 'methodId') && typeof answer.methodId === 'string';
}

function isLogoutAnswer(answer: unknown): answer is LogoutAnswer {
  return has(answer, 'success') && answer.success === true;
}

const has = <Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> =>
  typeof value === 'object' && value !== null && key in value;
