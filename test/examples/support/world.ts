import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../e2e/logout/support/browser.js';
import { startSessionService, type SessionService } from '../../e2e/support/session-service.js';
import { startExample, type ExampleSettings, type RunningExample } from './example.js';
import { startFront, type Front } from './front.js';
import { startOrdersApi } from './orders-api.js';

/** Secrets that must be in no bundle. */
export const ticketSecret = 'dGhlLXRpY2tldC1zZWNyZXQtb2YtdGhlLWV4YW1wbGVz';
export const publishableKey = 'pk_test_examples';

/** An app, the session service behind it, another API beside it, and a browser. */
export interface World {
  readonly app: RunningExample;
  readonly service: SessionService;
  readonly api: Front;
  /** Where browsers reach the app, as long as it is there for them. */
  readonly front: Front;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** @param publicVariable - The name under which the app's bundler has the publishable key. */
export async function createWorld(
  settings: Omit<ExampleSettings, 'env'>,
  publicVariable: string,
): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'example-'));
  const service = await startSessionService(folder);
  const [api, orders] = await Promise.all([
    startFront(service.url),
    startOrdersApi(service.url, service.secretKey),
  ]);
  const env = {
    MOONKEY_SECRET_KEY: service.secretKey,
    MOONKEY_TICKET_SECRET: ticketSecret,
    MOONKEY_API_URL: api.url,
    ORDERS_URL: orders.url,
    [publicVariable]: publishableKey,
  };
  const [app, browser] = await Promise.all([startExample({ ...settings, env }), launchBrowser()]);
  const front = await startFront(app.url);
  return {
    app,
    front,
    service,
    api,
    browser,
    async close() {
      await browser.close();
      await front.close();
      await app.stop();
      await Promise.all([api.close(), orders.close()]);
      await service.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
