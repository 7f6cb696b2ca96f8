import { createAuthHandler, getServerState, toNodeHandler } from '../../../../src/server/index.js';
import { startSessionApi } from '../../../../packages/session-api/src/index.js';
import { listen } from '../../../server/support/listen.js';
import { bundlePage } from './bundle.js';
import type { Mode } from './mode.js';
import { renderPage, servePage } from './pages.js';

const secretKey = 'sk_test_0123456789abcdef';

/** The test's pages over the real backend and the real session service. */
export interface RealServer {
  readonly url: string;
  /** Whether the session service knows this session. */
  knows(sessionToken: string): Promise<boolean>;
  /** Deletes the session at the session service, past the app's own backend. */
  endSession(sessionToken: string): Promise<void>;
  /** What the app's own backend has asked of the session service, in order: `POST /v1/auth/sessions/verify`. */
  readonly apiCalls: string[];
  /** By how much the session service's clock is ahead, in ms. */
  ahead: number;
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
  const apiCalls: string[] = [];
  let ahead = 0;
  const service = await startSessionApi({
    secretKeys: [secretKey],
    database: ':memory:',
    codes: { resendAfter: 0 },
    clock: () => Date.now() + ahead,
    mailer: { send: ({ to, code }) => Promise.resolve(void codes.set(to, code)) },
  });
  const api = { secretKey, apiUrl: service.url };
  const ticketSecret = 'kQ7vN2pXw9Lr4TzB8mYc1HdF6sJg3UaE';
  const countedFetch: typeof fetch = (input, init) => {
    const { method, url } = new Request(input, init);
    apiCalls.push(`${method} ${new URL(url).pathname}`);
    return fetch(input, init);
  };
  const handle = toNodeHandler(
    createAuthHandler({ ...api, ticketSecret, cookie, fetch: countedFetch }),
  );
  const mode: Mode = typeof cookie === 'object' ? 'cookie only' : 'tokens in the page';
  let isDown = false;
  let rendered = '';
  const listening = await listen(async (req, res) => {
    if (req.url?.startsWith('/lab/code')) {
      const email = new URL(req.url, 'http://lab').searchParams.get('email') ?? '';
      res.end(codes.get(email));
    } else if (req.url === '/private') {
      const { status, user } = await getServerState(req, api);
      const page = `<!doctype html><title>private</title><p id="private">${user?.email ?? status}</p>`;
      res.writeHead(200, { 'content-type': 'text/html' }).end(page);
    } else if (req.url?.startsWith('/rendered') || req.url?.startsWith('/stale')) {
      if (req.url.startsWith('/rendered'))
        rendered = renderPage(await getServerState(req, api), mode);
      res.writeHead(200, { 'content-type': 'text/html' }).end(rendered);
    } else if (await servePage(req, res, mode)) return;
    else if (isDown) res.destroy();
    else await handle(req, res);
  });
  const askService = (method: string, path: string, sessionToken: string) =>
    fetch(`${service.url}/v1/auth/${path}`, {
      method,
      headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ session_token: sessionToken }),
    });
  return {
    url: listening.url,
    apiCalls,
    get ahead() {
      return ahead;
    },
    set ahead(ms) {
      ahead = ms;
    },
    get isDown() {
      return isDown;
    },
    set isDown(down) {
      isDown = down;
    },
    knows: async (sessionToken) => (await askService('POST', 'sessions/verify', sessionToken)).ok,
    async endSession(sessionToken) {
      const { ok, status } = await askService('DELETE', 'sessions/delete', sessionToken);
      if (!ok) throw new Error(`The session service answered ${status}.`);
    },
    async close() {
      await listening.close();
      await service.close();
    },
  };
}
