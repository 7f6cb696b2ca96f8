import { connect } from 'node:net';
import cookieParser from 'cookie-parser';
import express from 'express';
import { Hono } from 'hono';
import { getRequestListener } from '@hono/node-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toNodeHandler } from '../../src/server/index.js';
import type { AuthHandler } from '../../src/server/index.js';
import { CODE, EMAIL, startFakeApi } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { handlerOver } from './support/handler.js';
import { listen } from './support/listen.js';
import type { Listening } from './support/listen.js';

let api: FakeApi;
const running: Listening[] = [];
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const serve = async (...args: Parameters<typeof listen>): Promise<Listening> => {
  const server = await listen(...args);
  running.push(server);
  return server;
};

const hosts: readonly (readonly [string, (handler: AuthHandler) => Promise<Listening>])[] = [
  ['plain Node', (handler) => serve((req, res) => void toNodeHandler(handler)(req, res))],
  ['Express, at the top', (handler) => serve(express().use(toNodeHandler(handler)))],
  ['Express, mounted', (handler) => serve(express().use('/api/auth', toNodeHandler(handler)))],
  [
    'Express, as a route',
    (handler) => serve(express().all('/api/auth/{*path}', toNodeHandler(handler))),
  ],
  [
    'Express, in a router',
    (handler) =>
      serve(express().use('/api', express.Router().use('/auth', toNodeHandler(handler)))),
  ],
  [
    'Express, after parsers',
    (handler) =>
      serve(
        express()
          .use(express.json(), express.urlencoded(), cookieParser())
          .use('/api/auth', toNodeHandler(handler)),
      ),
  ],
  [
    'Express, after express.raw',
    (handler) =>
      serve(
        express()
          .use(express.raw({ type: '*/*' }))
          .use(toNodeHandler(handler)),
      ),
  ],
  ['Hono, mounted', (handler) => serve(getRequestListener(new Hono().mount('/', handler).fetch))],
  [
    'Hono, as a route',
    (handler) =>
      serve(getRequestListener(new Hono().all('/api/auth/*', (c) => handler(c.req.raw)).fetch)),
  ],
];

describe.each(hosts)('in %s', (_name, host) => {
  it('signs in, refreshes and logs out', async () => {
    const { handler, errors } = handlerOver(api, { cookie: true });
    const { url } = await host(handler);
    const call = (
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Response> =>
      fetch(`${url}/api/auth${path}`, {
        method: 'POST',
        headers: {
          Origin: url,
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });

    expect(await (await call('/otp/send', { email: EMAIL })).json()).toEqual({
      methodId: 'email_1',
    });
    const verified = await call('/otp/verify', { methodId: 'email_1', code: CODE });
    expect(verified.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^session_token=canaryToken/),
      expect.stringMatching(/^session_jwt=eyJ/),
      expect.stringMatching(/^moonkey_session=/),
    ]);
    const grant = (await verified.json()) as Record<string, string>;
    const Authorization = `Bearer ${grant['sessionToken']}`;
    expect((await call('/session/refresh', undefined, { Authorization })).status).toBe(200);
    expect(
      (await call('/session/refresh', {}, { Cookie: `session_token=${grant['sessionToken']}` }))
        .status,
    ).toBe(200);
    expect(await (await call('/logout', { ticket: grant['ticket'], age: 0 })).json()).toEqual({
      success: true,
    });
    expect((await call('/session/refresh', undefined, { Authorization })).status).toBe(401);
    expect((await call('/logout?from=menu')).status).toBe(400);
    expect(errors).toEqual([]);
  });

  it('answers faults of the request', async () => {
    const { handler } = handlerOver(api);
    const { url } = await host(handler);
    const send = (init: RequestInit): Promise<Response> =>
      fetch(`${url}/api/auth/otp/send`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        ...init,
      });
    expect((await send({ body: JSON.stringify({ email: 'x'.repeat(20_000) }) })).status).toBe(413);
    expect((await send({ body: JSON.stringify({ email: 'x' }) })).status).toBe(400);
    expect((await send({ method: 'GET' })).status).toBe(405);
    expect((await send({ method: 'OPTIONS' })).status).toBe(204);
    expect((await fetch(`${url}/api/auth/nothing`, { method: 'POST' })).status).toBe(404);
    const foreign = { 'Content-Type': 'application/json', Origin: 'https://evil.example' };
    expect((await send({ headers: foreign, body: JSON.stringify({ email: EMAIL }) })).status).toBe(
      403,
    );
    expect(api.calls).toEqual([]);
  });
});

describe('toNodeHandler', () => {
  it('leaves other paths of an Express app to the app', async () => {
    const { handler } = handlerOver(api);
    const app = express().use(toNodeHandler(handler));
    app.get('/api/authors', (_req, res) => void res.json({ here: true }));
    const { url } = await serve(app);
    expect(await (await fetch(`${url}/api/authors`)).json()).toEqual({ here: true });
  });

  it('reads a huge body no further than its bound, answers 413 and closes', async () => {
    const { handler } = handlerOver(api);
    const { port } = await serve((req, res) => void toNodeHandler(handler)(req, res));
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    const closed = new Promise<void>((resolve) => {
      socket.on('data', (chunk) => {
        answer += chunk.toString();
      });
      socket.on('close', () => resolve());
      socket.on('error', () => resolve());
    });
    socket.write(
      'POST /api/auth/otp/send HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900000000\r\n\r\n',
    );
    socket.write(' '.repeat(40_000));
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toMatch(/connection: close/i);
  });

  it.each(['Host: a b', 'Host: [', 'Host: evil.example/path?'])(
    'answers 400 to "%s"',
    async (line) => {
      const { handler } = handlerOver(api);
      const { port } = await serve((req, res) => void toNodeHandler(handler)(req, res));
      const socket = connect(port, '127.0.0.1');
      socket.write(
        `POST /api/auth/logout HTTP/1.1\r\n${line}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      );
      let answer = '';
      for await (const chunk of socket) answer += String(chunk);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    },
  );

  it('tells the handler when the client goes away, and keeps serving', async () => {
    const reached: { request?: Request } = {};
    const { url } = await serve(
      (req, res) =>
        void toNodeHandler(async (request) => {
          reached.request = request;
          if (!request.url.endsWith('/slow')) return new Response('ok');
          await new Promise((resolve) => request.signal.addEventListener('abort', resolve));
          return new Response('late');
        })(req, res),
    );
    const client = new AbortController();
    const answered = fetch(`${url}/slow`, { signal: client.signal }).catch(() => 'aborted');
    await expect.poll(() => reached.request?.url).toBe(`${url}/slow`);
    client.abort();
    expect(await answered).toBe('aborted');
    await expect.poll(() => reached.request?.signal.aborted).toBe(true);
    expect(await (await fetch(`${url}/`)).text()).toBe('ok');
  });

  it('survives a client that goes away in the middle of its body', async () => {
    const { handler, errors } = handlerOver(api);
    const { url, port } = await serve((req, res) => void toNodeHandler(handler)(req, res));
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'POST /api/auth/logout HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"tick',
    );
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.destroy();
    expect((await fetch(`${url}/api/auth/logout`, { method: 'POST' })).status).toBe(400);
    expect(errors).toEqual([]);
  });

  it('hands a fault of the handler to next, or answers 500', async () => {
    const broken = toNodeHandler(() => Promise.reject(new Error('canary')));
    const plain = await serve((req, res) => void broken(req, res));
    const response = await fetch(plain.url);
    expect([response.status, await response.json()]).toEqual([500, { error: 'Internal error' }]);

    const seen: unknown[] = [];
    const app = express().use(broken);
    app.use(
      (
        error: unknown,
        _req: express.Request,
        res: express.Response,
        _next: express.NextFunction,
      ) => {
        seen.push(error);
        res.status(418).end();
      },
    );
    expect((await fetch((await serve(app)).url)).status).toBe(418);
    expect(seen).toHaveLength(1);
  });

  it('keeps cookies and Vary that were set before', async () => {
    const headers = new Headers([
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['Vary', 'Origin'],
    ]);
    const app = express().use((_req, res, next) => {
      res.setHeader('Set-Cookie', 'theme=dark').setHeader('Vary', 'Accept-Encoding');
      next();
    });
    app.use(toNodeHandler(() => Promise.resolve(new Response('ok', { headers }))));
    const response = await fetch((await serve(app)).url);
    expect(response.headers.getSetCookie()).toEqual(['theme=dark', 'a=1', 'b=2']);
    expect(response.headers.get('Vary')).toBe('Accept-Encoding, Origin');
  });
});
