import { connect } from 'node:net';
import express from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toNodeHandler } from '../../src/server/index.js';
import { startFakeApi } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { handlerOver } from './support/handler.js';
import { listen } from './support/listen.js';
import type { Listening } from './support/listen.js';

let api: FakeApi;
let server: Listening | undefined;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());
afterEach(() => server?.close());

/** Sends a request line as it is, and gives the answer's status. */
async function send(path: string, host = 'localhost'): Promise<number> {
  const socket = connect(server?.port ?? 0, '127.0.0.1');
  const body = '{"email":"ada@example.com"}';
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);
}

describe.each([
  ['plain Node', (handle: ReturnType<typeof handlerOver>['handler']) => toNodeHandler(handle)],
  [
    'Express',
    (handle: ReturnType<typeof handlerOver>['handler']) => express().use(toNodeHandler(handle)),
  ],
])('in %s', (_name, host) => {
  it('only the canonical path is a route', async () => {
    const { handler } = handlerOver(api);
    server = await listen(host(handler));
    expect(await send('/api/auth/otp/send')).toBe(200);
    expect(await send('/api/auth/otp/send?from=page')).toBe(200);
    api.calls.length = 0;
    for (const path of [
      '/api/auth/./otp/send',
      '/api/auth/%2e/otp/send',
      '/api/auth/x/../otp/send',
      '/api/auth/x/%2e%2E/otp/send',
      '/api/auth//otp/send',
      '/api/auth\\otp\\send',
      '/api/auth/otp/send/',
      '/api/auth/otp/%73end',
      '//api/auth/otp/send',
    ]) {
      const status = await send(path);
      expect({ path, status: status >= 400 && status < 500 }).toEqual({ path, status: true });
    }
    expect(api.calls).toEqual([]);
  });
});

it.each(['user@evil.test', 'user:pw@evil.test', 'a@b', 'a/b', 'a?b', 'a#b', 'a b', '[::1', 'a:b'])(
  'a host of %j is a bad request, and no fault of ours',
  async (name) => {
    const { handler, errors } = handlerOver(api);
    server = await listen(toNodeHandler(handler));
    expect(await send('/api/auth/otp/send', name)).toBe(400);
    expect(errors).toEqual([]);
  },
);
