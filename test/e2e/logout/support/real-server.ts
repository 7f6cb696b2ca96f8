import { createAuthHandler, toNodeHandler } from '../../../../src/server/index.js';
import { startSessionApi } from '../../../../packages/session-api/src/index.js';
import { listen } from '../../../server/support/listen.js';
import { bundlePage } from './bundle.js';
import { servePage } from './pages.js';

const secretKey = 'sk_test_0123456789abcdef';

/** The test's pages over the real backend and the real session service. */
export interface RealServer {
  readonly url: string;
  /** The last code mailed to this address. */
  codeFor(email: string): string;
  /** Whether the session service knows this session. */
  knows(sessionToken: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Starts both on free loopback ports. */
export async function startRealServer(): Promise<RealServer> {
  await bundlePage();
  const codes = new Map<string, string>();
  const service = await startSessionApi({
    secretKeys: [secretKey],
    database: ':memory:',
    codes: { resendAfter: 0 },
    mailer: { send: ({ to, code }) => Promise.resolve(void codes.set(to, code)) },
  });
  const handle = toNodeHandler(
    createAuthHandler({
      secretKey,
      apiUrl: service.url,
      ticketSecret: 'kQ7vN2pXw9Lr4TzB8mYc1HdF6sJg3UaE',
    }),
  );
  const listening = await listen(async (req, res) => {
    if (!(await servePage(req, res))) await handle(req, res);
  });
  return {
    url: listening.url,
    codeFor: (email) => codes.get(email) ?? '',
    async knows(sessionToken) {
      const response = await fetch(`${service.url}/v1/auth/sessions/verify`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ session_token: sessionToken }),
      });
      return response.ok;
    },
    async close() {
      await listening.close();
      await service.close();
    },
  };
}
