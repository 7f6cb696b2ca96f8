import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createNodeTransport } from '../../src/server/api/node-transport.js';
import { createAuthHandler } from '../../src/server/index.js';
import { SECRET_KEY } from './support/fake-api.js';
import { post, read, TICKET_SECRET } from './support/handler.js';

let server: Server;
let sockets: Socket[];
let answer: (body: string) => string | null;
beforeEach(async () => {
  sockets = [];
  answer = (body) => JSON.stringify({ message: `Successfully deleted ${body}` });
  server = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    req.on('end', () => {
      const text = answer(body);
      if (text !== null) res.writeHead(200, { 'X-Method': String(req.method) }).end(text);
    });
  });
  server.on('connection', (socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
function transport() {
  const created = createNodeTransport();
  if (created === undefined) throw new Error('This is Node');
  return created;
}
const remove = (timeout = 2000) =>
  ({
    method: 'DELETE',
    url: url(),
    headers: {},
    body: '{"é":1}',
    isRepeatable: true,
    timeout,
  }) as const;

describe('Node’s own client', () => {
  it('sends many deletions over one connection', async () => {
    const send = transport();
    for (let count = 0; count < 10; count += 1) {
      const response = await send(remove());
      expect([response.status, response.text, response.header('x-method')]).toEqual([
        200,
        '{"message":"Successfully deleted {\\"é\\":1}"}',
        'DELETE',
      ]);
    }
    expect(sockets).toHaveLength(1);
  });

  it('sends a deletion again when the kept connection had been closed', async () => {
    const send = transport();
    await send(remove());
    sockets[0]?.resetAndDestroy();
    expect((await send(remove())).status).toBe(200);
    expect(sockets).toHaveLength(2);
  });

  it('says that it took too long, and that nobody is there', async () => {
    answer = () => null;
    await expect(transport()(remove(50))).rejects.toMatchObject({ name: 'TimeoutError' });
    await expect(transport()({ ...remove(), url: 'http://127.0.0.1:1' })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});

it('gives way to a global fetch that somebody has put in place', async () => {
  const handler = createAuthHandler({
    secretKey: SECRET_KEY,
    ticketSecret: TICKET_SECRET,
    apiUrl: url(),
  });
  const fetch = vi.fn<() => Promise<Response>>(() =>
    Promise.resolve(Response.json({ email_id: 'email_of_the_stub' })),
  );
  vi.stubGlobal('fetch', fetch);
  expect(await read(await handler(post('/otp/send', { email: 'ada@example.com' })))).toEqual({
    status: 200,
    body: { methodId: 'email_of_the_stub' },
  });
  expect(fetch).toHaveBeenCalledOnce();
});
