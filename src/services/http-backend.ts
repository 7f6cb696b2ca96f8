import type { Backend, Grant } from './backend.js';
import { BackendError } from './backend.js';

/**
 * Speaks to the routes of `createAuthHandler`. Revocations are sent with `keepalive`, so that they
 * outlive the page.
 *
 * @param url - The base of the routes, `/api/auth` for example, without a slash at its end.
 */
export function createBackend(url: string, fetch: typeof globalThis.fetch): Backend {
  async function post(
    path: string,
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
      signal,
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer;
    const code =
      typeof answer === 'object' && answer && 'code' in answer && typeof answer.code === 'string'
        ? answer.code
        : undefined;
    const wait = Number(response.headers?.get('retry-after'));
    throw new BackendError(response.status, code, wait > 0 ? wait : undefined);
  }

  return {
    sendCode: async ({ email }, signal) =>
      (await post('/otp/send', { email }, signal)) as { methodId: string },
    verifyCode: async (input, signal) => (await post('/otp/verify', input, signal)) as Grant,
    refresh: async ({ sessionToken }, signal) =>
      (await post('/session/refresh', {}, signal, { sessionToken })) as Grant,
    async revoke(proof, signal) {
      if ('ticket' in proof) await post('/logout', proof, signal, { keepalive: true });
      else
        await post('/logout', { scope: proof.scope }, signal, {
          sessionToken: proof.sessionToken,
          keepalive: true,
        });
    },
  };
}
