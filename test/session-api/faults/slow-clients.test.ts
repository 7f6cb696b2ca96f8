import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  startSessionApi,
  type StartedSessionApi,
} from '../../../packages/session-api/src/index.js';
import { request } from '../support/client.js';
import { secretKey } from '../support/secret-key.js';

const halfHead = 'POST /v1/auth/sessions/verify HTTP/1.1\r\nHost: localhost\r\nX-';
const halfBody =
  `POST /v1/auth/sessions/verify HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${secretKey}\r\n` +
  'Content-Type: application/json\r\nContent-Length: 10000\r\n\r\n{';

describe('clients that take their time', () => {
  let service: StartedSessionApi;
  const sockets: Socket[] = [];
  const timers: NodeJS.Timeout[] = [];
  beforeEach(async () => {
    service = await startSessionApi({
      secretKeys: [secretKey],
      database: ':memory:',
      timeouts: { request: 0.6, stop: 0.8 },
      log: () => undefined,
    });
  });
  afterEach(async () => {
    for (const timer of timers.splice(0)) clearInterval(timer);
    for (const socket of sockets.splice(0)) socket.destroy();
    await service.close();
  });

  /** A connection that sends `first`, then `more` again and again; `closed` resolves when the service has ended it. */
  const open = async (first: string, more = '') => {
    const socket = connect(service.port, '127.0.0.1');
    sockets.push(socket);
    socket.on('error', () => undefined).resume();
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(first);
    if (more) timers.push(setInterval(() => socket.write(more), 100));
    return { closed };
  };

  it('closes three hundred of them, and serves the others meanwhile', async () => {
    const slow = await Promise.all(
      Array.from({ length: 100 }, () => [
        open(''),
        open(halfHead, 'a'),
        open(halfBody, ' '),
      ]).flat(),
    );
    const list = '/v1/auth/sessions/list?user_id=user_1';
    expect((await request(service.url, 'GET', list, undefined, 2_000)).status).toBe(200);
    await Promise.all(slow.map(({ closed }) => closed));
    expect((await request(service.url, 'GET', list, undefined, 2_000)).status).toBe(200);
  });

  it.each([
    ['an idle connection', '', ''],
    ['half a head', halfHead, ''],
    ['a body that drips', halfBody, ' '],
    [
      'a busy keep-alive client',
      'GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n',
      'GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n',
    ],
  ])('stops in time beside %s', async (_, first, more) => {
    const { closed } = await open(first, more);
    const began = performance.now();
    await service.close();
    await closed;
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('keeps a connection for longer than the usual proxies do', async () => {
    const { headers } = await request(service.url, 'GET', '/v1/auth/sessions/list?user_id=user_1');
    expect(headers.get('Keep-Alive')).toBe('timeout=72');
  });
});
