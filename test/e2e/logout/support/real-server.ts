import { createAuthHandler, getServerState, toNodeHandler } from '../../../../src/server/index.js';
import { startSessionApi } from '../../../../packages/session-api/src/index.js';
import { listen } from '../../../server/support/listen.js';
import { bundlePage } from './bundle.js';
import { renderPage, servePage } from './pages.js';

const secretKey = 'sk_test_0123456789abcdef';

/** The test's pages over the real backend and the real session service. */
export interface RealServer {
  readonly url: string;
  /** The last code mailed to this address. */
  codeFor(email: string): string;
  /** Whether the session service knows this session. */
  knows(sessionToken: string): Promise<boolean>;
  /** Whether the app's own backend cannot be reached. */
  isDown: boolean;
  close(): Promise<void>;
}

/**
 * Starts both on free loopback ports. `/private` is rendered on the server: it says who asks. `/rendered` is
 * the page with what the server says of who asks, and `/stale` is what that was the last time.
 *
 * @param options - `cookie`: whether the session is in a cookie as well.
 */
export async function startRealServer({
  cookie = false,
}: { cookie?: boolean | { only: true } } = {}): Promise<RealServer> {
  await bundlePage();
  const codes = new Map<string, string>();
  const service = await startSessionApi({
    secretKeys: [secretKey],
    database: ':memory:',
    codes: { resendAfter: 0 },
    mailer: { send: ({ to, code }) => Promise.resolve(void codes.set(to, code)) },
  });
  const api = { secretKey, apiUrl: service.url };
  const handle = toNodeHandler(
    createAuthHandler({ ...api, ticketSecret: 'kQ7vN2pXw9Lr4TzB8mYc1HdF6sJg3UaE', cookie }),
  );
  let isDown = false;
  let rendered = '';
  const listening = await listen(async (req, res) => {
    if (req.url === '/private') {
      const { status, user } = await getServerState(req, api);
      const page = `<!doctype html><title>private</title><p id="private">${user?.email ?? status}</p>`;
      res.writeHead(200, { 'content-type': 'text/html' }).end(page);
    } else if (req.url?.startsWith('/rendered') || req.url?.startsWith('/stale')) {
      if (req.url.startsWith('/rendered')) rendered = renderPage(await getServerState(req, api));
      res.writeHead(200, { 'content-type': 'text/html' }).end(rendered);
    } else if (await servePage(req, res)) return;
    else if (isDown) res.destroy();
    else await handle(req, res);
  });
  return {
    url: listening.url,
    get isDown() {
      return isDown;
    },
    set isDown(down) {
      isDown = down;
    },
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
