import { createServer as createHttp2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { type INestApplication, type MiddlewareConsumer, Module } from '@nestjs/common';
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import cookieParser from 'cookie-parser';
import express from 'express';
import express4 from 'express4';
import Fastify from 'fastify';
import { toNodeHandler } from '../../../src/server/index.js';
import type { AuthHandler } from '../../../src/server/index.js';
import { listen } from './listen.js';

/** A server that listens with the auth handler in it. */
export interface Host {
  readonly port: number;
  readonly http2?: boolean;
  readonly close: () => unknown;
}

type Start = (handler: AuthHandler) => Promise<Host>;

async function serveHttp2(handler: AuthHandler): Promise<Host> {
  const listener = toNodeHandler(handler);
  const server = createHttp2Server((req, res) => void listener(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise((resolve) => server.close(resolve));
  return { port: (server.address() as AddressInfo).port, http2: true, close };
}

async function serveFastify(handler: AuthHandler, own: boolean): Promise<Host> {
  const listener = toNodeHandler(handler);
  const app = Fastify();
  if (own) {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
  }
  app.all('/api/auth/*', (request, reply) => {
    reply.hijack();
    const raw = own ? request.raw : Object.assign(request.raw, { body: request.body });
    return listener(raw, reply.raw);
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { port: (app.server.address() as AddressInfo).port, close: () => app.close() };
}

async function serveNest(app: INestApplication): Promise<Host> {
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { port, close: () => app.close() };
}

/** As in `main.ts`: before Nest's own body parser, which it adds when it starts. */
async function nestWithUse(handler: AuthHandler): Promise<Host> {
  class AppModule {
    readonly name = 'app';
  }
  const app = await NestFactory.create({ module: AppModule }, { logger: false });
  return serveNest(app.use('/api/auth', toNodeHandler(handler)));
}

/** As a middleware of a module: after Nest's own body parser. */
async function nestInModule(handler: AuthHandler, rawBody: boolean): Promise<Host> {
  class AuthModule {
    configure(consumer: MiddlewareConsumer): void {
      consumer.apply(toNodeHandler(handler)).forRoutes('/api/auth/*path');
    }
  }
  Module({})(AuthModule);
  return serveNest(await NestFactory.create(AuthModule, { logger: false, rawBody }));
}

const every = { type: '*/*' };
const expresses = [
  { version: 'Express 5', create: express },
  { version: 'Express 4', create: express4 },
];
const inExpress = expresses.flatMap(({ version, create }): (readonly [string, Start])[] => {
  const usual = [
    cookieParser(),
    create.json(),
    create.urlencoded({ extended: true }),
    create.text(),
  ];
  const parsers = {
    json: create.json(),
    'json for all': create.json(every),
    urlencoded: create.urlencoded({ extended: true }),
    text: create.text(),
    'text for all': create.text(every),
    raw: create.raw(),
    'raw for all': create.raw(every),
  };
  return [
    [version, (handler) => listen(create().use(toNodeHandler(handler)))],
    [
      `${version}, after every parser`,
      (handler) => listen(create().use(usual).use('/api/auth', toNodeHandler(handler))),
    ],
    [
      `${version}, before every parser`,
      (handler) => listen(create().use('/api/auth', toNodeHandler(handler)).use(usual)),
    ],
    ...Object.entries(parsers).flatMap(([name, parser]): (readonly [string, Start])[] => [
      [
        `${version}, after ${name}`,
        (handler) => listen(create().use(parser, toNodeHandler(handler))),
      ],
      [
        `${version}, before ${name}`,
        (handler) => listen(create().use(toNodeHandler(handler), parser)),
      ],
    ]),
  ];
});

/** The servers that an app may have, each with its parsers before and after the handler. */
export const hosts: readonly (readonly [string, Start])[] = [
  ['plain Node', (handler) => listen(toNodeHandler(handler))],
  ['HTTP/2', serveHttp2],
  ...inExpress,
  ['Fastify, with its parsers', (handler) => serveFastify(handler, false)],
  ['Fastify, without', (handler) => serveFastify(handler, true)],
  ['Nest, by app.use', nestWithUse],
  ['Nest, in a module, after its parser', (handler) => nestInModule(handler, false)],
  ['Nest, in a module, with rawBody', (handler) => nestInModule(handler, true)],
];
