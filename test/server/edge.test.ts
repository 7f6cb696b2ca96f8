import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AuthHandler, AuthHandlerOptions } from '../../src/server/index.js';
import { CODE, SECRET_KEY, startFakeApi } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { post, read, TICKET_SECRET } from './support/handler.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());

/** What every edge runtime has. No `process`, no `Buffer`, no `node:` module. */
const webGlobals = {
  AbortController,
  AbortSignal,
  crypto,
  CryptoKey,
  fetch,
  Headers,
  ReadableStream,
  Request,
  Response,
  TextDecoder,
  TextEncoder,
  Uint8Array,
  URL,
  URLSearchParams,
  atob,
  btoa,
  structuredClone,
};

it('works with web standards alone', async () => {
  const { outputFiles } = await build({
    entryPoints: ['src/server/index.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'server',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['worker'],
  });
  const context = createContext({ ...webGlobals });
  runInContext(String(outputFiles[0]?.text), context);
  const create = runInContext('server.createAuthHandler', context) as (
    options: AuthHandlerOptions,
  ) => AuthHandler;
  const handler = create({ secretKey: SECRET_KEY, ticketSecret: TICKET_SECRET, apiUrl: api.url });

  const signedIn = await read(
    await handler(post('/otp/verify', { methodId: 'email_1', code: CODE })),
  );
  expect(signedIn.status).toBe(200);
  const loggedOut = await handler(post('/logout', { ticket: signedIn.body['ticket'] }));
  expect(await read(loggedOut)).toEqual({ status: 200, body: { success: true } });
  expect(api.sessions.size).toBe(0);
});
