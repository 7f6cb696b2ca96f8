import { createAuthHandler } from '../../../../src/server/index.js';
import { createSessionApi } from '../../../../packages/session-api/src/index.js';
import type { LabBackend } from './lab-backend.js';

const secretKey = 'sk_test_0123456789abcdef';
const apiUrl = 'http://127.0.0.1:1';

/** The app's real backend, which keeps the session in a cookie alone, over a real session service in memory. */
export async function createCookieBackend(): Promise<LabBackend> {
  const codes = new Map<string, string>();
  const emails = new Map<string, string>();
  const service = await createSessionApi({
    secretKeys: [secretKey],
    database: ':memory:',
    codes: { resendAfter: 0 },
    mailer: { send: ({ to, code }) => Promise.resolve(void codes.set(to, code)) },
  });
  const ask: typeof fetch = (input, init) => service.fetch(new Request(input, init));
  const handle = createAuthHandler({
    secretKey,
    apiUrl,
    ticketSecret: 'kQ7vN2pXw9Lr4TzB8mYc1HdF6sJg3UaE',
    cookie: { only: true },
    fetch: ask,
    onSignIn: ({ user }) => void emails.set(user.id, user.email ?? ''),
  });

  async function sessionsOf(userId: string): Promise<readonly unknown[]> {
    const response = await ask(`${apiUrl}/v1/auth/sessions/list?user_id=${userId}`, {
      headers: { authorization: `Bearer ${secretKey}` },
    });
    return ((await response.json()) as { sessions: readonly unknown[] }).sessions;
  }

  return {
    answer: (_, request) => handle(request),
    codeFor: (email) => codes.get(email) ?? '',
    async sessions() {
      const found: string[] = [];
      for (const [userId, email] of emails)
        for (const _ of await sessionsOf(userId)) found.push(email);
      return found;
    },
    close: () => service.close(),
  };
}
