import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import express from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toNodeHandler } from '../../src/server/index.js';
import { startFakeApi } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { handlerOver } from './support/handler.js';
import { hosts } from './support/hosts.js';
import type { Host } from './support/hosts.js';
import { listen } from './support/listen.js';

let api: FakeApi;
const stops: (() => unknown)[] = [];
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function start(host: () => Promise<Host>): Promise<Host> {
  const running = await host();
  stops.push(running.close);
  return running;
}

interface Sent {
  readonly body: string;
  readonly framing: 'length' | 'chunked' | 'none';
  readonly token: string;
}

/** Sends a logout over a socket of its own, framed as told, and gives status and body. */
async function send(host: Host, { body, framing, token }: Sent): Promise<[number, unknown]> {
  const authorization = `Bearer ${token}`;
  const type = 'application/json';
  const origin = `http://127.0.0.1:${host.port}`;
  if (host.http2 === true) {
    const session = connectHttp2(origin);
    const stream = session.request({
      ':method': 'POST',
      ':path': '/api/auth/logout',
      'content-type': type,
      authorization,
      origin,
    });
    stream.end(body);
    let text = '';
    let status = 0;
    stream.on('response', (headers) => {
      status = Number(headers[':status']);
    });
    for await (const chunk of stream) text += String(chunk);
    session.close();
    return [status, JSON.parse(text)];
  }
  const socket = connect(host.port, '127.0.0.1');
  const head = [
    'POST /api/auth/logout HTTP/1.1',
    `Host: 127.0.0.1:${host.port}`,
    'Connection: close',
    `Content-Type: ${type}`,
    `Authorization: ${authorization}`,
    `Origin: ${origin}`,
    ...(framing === 'length' ? [`Content-Length: ${body.length}`] : []),
    ...(framing === 'chunked' ? ['Transfer-Encoding: chunked'] : []),
  ].join('\r\n');
  socket.write(`${head}\r\n\r\n`);
  if (framing === 'length') socket.write(body);
  if (framing === 'chunked') {
    for (const part of body.match(/.{1,7}/g) ?? [])
      socket.write(`${part.length.toString(16)}\r\n${part}\r\n`);
    socket.write('0\r\n\r\n');
  }
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  const [, status] = /^HTTP\/1\.1 (\d+)/.exec(answer) ?? [];
  return [
    Number(status),
    JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1)),
  ];
}

describe.each(hosts)('a logout in %s', (_name, host) => {
  it.each(['length', 'chunked'] as const)(
    'that reaches everywhere does so, framed by %s',
    async (framing) => {
      const { handler, errors } = handlerOver(api);
      const own = api.addSession();
      api.addSession();
      const running = await start(() => host(handler));
      const answer = await send(running, {
        body: '{"scope":"everywhere"}',
        framing,
        token: own.token,
      });
      expect(answer).toEqual([200, { success: true }]);
      expect(api.sessions.size).toBe(0);
      expect(errors).toEqual([]);
    },
  );

  it.each([
    '{"scope":"everyone"}',
    '{"scope":["everywhere"]}',
    '{"Scope":"everywhere"}',
    '["everywhere"]',
  ])('of a scope that is not understood, %s, ends nothing', async (body) => {
    const { handler } = handlerOver(api);
    const own = api.addSession();
    const running = await start(() => host(handler));
    const [status] = await send(running, { body, framing: 'length', token: own.token });
    expect(status).toBe(400);
    expect(api.sessions.size).toBe(1);
  });
});

/** Fastify's own parser of JSON refuses an empty body before anybody is asked. */
const lenient = hosts.filter(([name]) => name !== 'Fastify, with its parsers');

describe.each(lenient)('a logout in %s', (_name, host) => {
  it.each(['length', 'chunked', 'none'] as const)(
    'with an empty body ends its session, framed by %s',
    async (framing) => {
      const { handler, errors } = handlerOver(api);
      const own = api.addSession();
      const other = api.addSession();
      const running = await start(() => host(handler));
      expect(await send(running, { body: '', framing, token: own.token })).toEqual([
        200,
        { success: true },
      ]);
      expect([...api.sessions.keys()]).toEqual([other.id]);
      expect(errors).toEqual([]);
    },
  );
});

it('says so when something has read the body and kept it', async () => {
  const { handler, errors } = handlerOver(api);
  const own = api.addSession();
  const app = express().use((req, _res, next) => {
    req.resume().once('end', next);
  });
  const running = await start(() => listen(app.use(toNodeHandler(handler))));
  const body = '{"scope":"everywhere"}';
  const [status] = await send(running, { body, framing: 'length', token: own.token });
  expect(status).toBe(500);
  expect(errors.map(({ code }) => code)).toEqual(['body_lost']);
  expect(api.sessions.size).toBe(1);
});

it('takes no scope from the query, where it would be passed over', async () => {
  const { handler } = handlerOver(api);
  const own = api.addSession();
  const request = new Request('https://app.example.com/api/auth/logout?scope=everywhere', {
    method: 'POST',
    headers: { Authorization: `Bearer ${own.token}` },
  });
  expect((await handler(request)).status).toBe(400);
  expect(api.sessions.size).toBe(1);
});
