import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Server from '../../src/server/index.js';
import { secretKey } from './names.js';
import { serveReports } from './serve-reports.js';

/** An app's backend with the auth handler, out of any checkout. */
const [source = '', apiUrl = ''] = process.argv.slice(2);
const { createAuthHandler, toNodeHandler } = (await import(
  pathToFileURL(join(source, 'index.ts')).href
)) as typeof Server;

const listener = toNodeHandler(
  createAuthHandler({
    secretKey,
    apiUrl,
    ticketSecret: 'a ticket secret of the benchmark alone',
    cookie: true,
  }),
);
const server = createServer((request, response) => void listener(request, response));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;

serveReports({ handler: `http://127.0.0.1:${port}` }, () => {
  server.close();
  server.closeAllConnections();
  return Promise.resolve();
});
