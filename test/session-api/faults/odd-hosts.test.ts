import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  startSessionApi,
  type StartedSessionApi,
} from '../../../packages/session-api/src/index.js';
import { secretKey } from '../support/secret-key.js';

const errors: unknown[] = [];
let service: StartedSessionApi;
beforeAll(async () => {
  service = await startSessionApi({
    secretKeys: [secretKey],
    database: ':memory:',
    log: () => undefined,
    onError: (error) => void errors.push(error),
  });
});
afterAll(() => service.close());

async function status(path: string, host: string): Promise<string> {
  const socket = connect(service.port, '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return chunk.toString().slice(9, 12);
}

it.each([
  'user@evil.test',
  'user:password@evil.test',
  'evil.test/path',
  'evil.test?x',
  'evil.test#x',
  'evil test',
  '[::1',
  'a:99999',
  '%00',
])('a Host of %j is an answer below 500, and no error', async (host) => {
  for (const path of ['/livez', '/dev/inbox', '/v1/auth/jwks/default', '//evil.test/livez', '/%'])
    expect(Number(await status(path, host))).toBeLessThan(500);
  expect(errors).toEqual([]);
});
