import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSessionVerifier } from '../../../src/server/index.js';

/** Another API, which knows its callers by the session JWT alone. */
export async function startOrdersApi(apiUrl: string, secretKey: string) {
  const verify = createSessionVerifier({ check: 'jwt', apiUrl, secretKey });
  const server = createServer((req, res) => {
    verify(req).then(
      (session) => {
        res.writeHead(session === null ? 401 : 200, { 'content-type': 'application/json' });
        res.end(JSON.stringify({ of: session?.userId ?? null }));
      },
      () => res.writeHead(503).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/orders`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
