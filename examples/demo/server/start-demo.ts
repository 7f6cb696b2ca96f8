import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startSessionApi } from '@moon-key/session-api';
import { createBackend } from './backend.js';
import { openMemory } from './memory.js';
import type { DemoOptions } from './options.js';
import { listen } from './listen.js';
import { servePage } from './serve-page.js';

/** A running demo. */
export interface Demo {
  readonly url: string;
  readonly sessionServiceUrl: string;
  /** Stops everything. */
  close(): Promise<void>;
}

/** Starts the session service, the backend and the page: the last two on one origin. */
export async function startDemo({ port, data, watch, service }: DemoOptions): Promise<Demo> {
  const memory = await openMemory(data);
  const secretKey = service?.secretKey ?? memory.facts.secretKey;
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const stop of closers.splice(0)) await stop();
  };

  try {
    let app: RequestListener = (_req, res) => res.writeHead(503, { 'retry-after': '2' }).end();
    const server = createServer((req, res) => app(req, res));
    await listen(server, port === undefined ? [memory.facts.port, 0] : [port]);
    closers.push(() => stopListening(server));

    const started =
      service ??
      (await startSessionApi({
        database: `file:${join(data, 'sessions.db')}`,
        secretKeys: [secretKey],
        codes: { resendAfter: 0, sendsPerHour: 1000 },
        production: false,
      }));
    if ('close' in started) closers.push(() => started.close());

    const page = await servePage({ server, folder: data, watch });
    closers.push(() => page.close());
    app = createBackend({ apiUrl: started.url, secretKey, memory }).use(page.handler);

    const address = server.address() as AddressInfo;
    await memory.update({ port: address.port });
    return { url: `http://127.0.0.1:${address.port}`, sessionServiceUrl: started.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
