import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';
import type { startSessionApi as Start } from '../../packages/session-api/src/index.js';
import { serveReports } from './serve-reports.js';
import { secretKey } from './names.js';

/** The service under test, out of any checkout, and beside it in one process a route that does nothing. */
const [source = '', database = ''] = process.argv.slice(2);
const { startSessionApi } = (await import(pathToFileURL(join(source, 'index.ts')).href)) as {
  startSessionApi: typeof Start;
};

const codes = new Map<string, string>();
const service = await startSessionApi({
  secretKeys: [secretKey],
  database,
  production: false,
  mailer: {
    send({ methodId, code }) {
      codes.set(methodId, code);
      return Promise.resolve();
    },
  },
  codes: { resendAfter: 0 },
});

const app = new Hono();
app.get('/bare', (context) => context.json({ status: 'ok' }));
app.get('/code/:id', (context) => context.text(codes.get(context.req.param('id')) ?? ''));
const beside = createAdaptorServer({ fetch: app.fetch });
await new Promise<void>((resolve) => beside.listen(0, '127.0.0.1', resolve));
const { port } = beside.address() as AddressInfo;

serveReports({ service: service.url, beside: `http://127.0.0.1:${port}` }, async () => {
  beside.close();
  await service.close();
});
