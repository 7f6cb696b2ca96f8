import type { IncomingMessage, ServerResponse } from 'node:http';
import { MAX_BODY_BYTES } from './read-body.js';

/** A request of plain Node, or of Express: with `originalUrl`, and `body` where a parser has run. */
export type NodeRequest = IncomingMessage & {
  readonly originalUrl?: string;
  readonly body?: unknown;
};

/** A request handler for `node:http` and Express. */
export type NodeHandler = (
  req: NodeRequest,
  res: ServerResponse,
  next?: (error?: unknown) => void,
) => Promise<void>;

/** A Fetch-standard handler, with the path it is responsible for where it has one. */
export interface FetchHandler {
  (request: Request): Promise<Response>;
  readonly basePath?: string;
}

/**
 * Runs a Fetch-standard handler in Express or plain Node.
 *
 * Works at the top (`app.use(toNodeHandler(handler))`: other paths go to `next`), mounted under a path
 * (`app.use('/api/auth', …)`), and after `express.json()`. Reads no more of a body than the handler's
 * bound. A client that goes away aborts the request's `signal`.
 *
 * @example
 * ```ts
 * app.use('/api/auth', toNodeHandler(createAuthHandler({ secretKey, ticketSecret })));
 * ```
 */
export function toNodeHandler(handler: FetchHandler): NodeHandler {
  return async (req, res, next) => {
    const path = req.originalUrl ?? req.url ?? '/';
    if (next !== undefined && handler.basePath !== undefined && !isBelow(path, handler.basePath)) {
      next();
      return;
    }
    const gone = new AbortController();
    res.once('close', () => {
      if (!res.writableFinished) gone.abort();
    });
    try {
      const request = await toRequest(req, path, gone.signal);
      if (request === undefined) {
        sendPlain(res, 400);
        return;
      }
      await send(req, res, await handler(request));
    } catch (error) {
      if (gone.signal.aborted) return;
      if (next !== undefined) next(error);
      else sendPlain(res, 500);
    }
  };
}

function isBelow(path: string, basePath: string): boolean {
  return path === basePath || path.startsWith(`${basePath}/`) || path.startsWith(`${basePath}?`);
}

async function toRequest(
  req: NodeRequest,
  path: string,
  signal: AbortSignal,
): Promise<Request | undefined> {
  const scheme = 'encrypted' in req.socket && req.socket.encrypted === true ? 'https' : 'http';
  const base = `${scheme}://${req.headers.host ?? 'localhost'}`;
  if (!URL.canParse(base) || !path.startsWith('/')) return undefined;
  const url = new URL(new URL(base).origin + path);

  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (name.startsWith(':') || name === 'content-length' || value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  const method = req.method ?? 'GET';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const body = hasBody ? await readBody(req) : undefined;
  return new Request(url, { method, headers, signal, ...(body === undefined ? {} : { body }) });
}

/** The body as parsed by an earlier middleware, or else the stream's first bytes, one more than the bound at most. */
async function readBody(req: NodeRequest): Promise<Uint8Array<ArrayBuffer> | string | undefined> {
  if (req.headers['content-length'] === undefined && req.headers['transfer-encoding'] === undefined)
    return undefined;
  if (req.readableDidRead) return parsedBody(req.body);
  if (req.destroyed) throw new Error('The client went away');
  const collected = new Uint8Array(MAX_BODY_BYTES + 1);
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    const onData = (chunk: Uint8Array): void => {
      const part = chunk.subarray(0, collected.length - size);
      collected.set(part, size);
      size += part.length;
      if (size === collected.length) {
        req.pause();
        stop(resolve);
      }
    };
    const onEnd = (): void => stop(resolve);
    const onFault = (): void => stop(() => reject(new Error('The client went away')));
    const stop = (settle: () => void): void => {
      req.off('data', onData).off('end', onEnd).off('error', onFault).off('close', onFault);
      settle();
    };
    req.on('data', onData).on('end', onEnd).on('error', onFault).on('close', onFault);
  });
  return size === 0 ? undefined : collected.subarray(0, size);
}

function parsedBody(body: unknown): Uint8Array<ArrayBuffer> | string | undefined {
  if (typeof body === 'string') return body;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  return JSON.stringify(body);
}

async function send(req: NodeRequest, res: ServerResponse, response: Response): Promise<void> {
  const body = new Uint8Array(await response.arrayBuffer());
  if (res.destroyed) return;
  res.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name === 'set-cookie' || name === 'vary') res.appendHeader(name, value);
    else res.setHeader(name, value);
  }
  if (response.status !== 204) res.setHeader('Content-Length', body.byteLength);
  if (!req.complete) {
    // The rest of a body that was not wanted must not be taken for the connection's next request.
    res.setHeader('Connection', 'close');
    res.once('finish', () => req.destroy());
  }
  res.end(response.status === 204 ? undefined : body);
}

function sendPlain(res: ServerResponse, status: number): void {
  if (res.headersSent || res.destroyed) return;
  res.statusCode = status;
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.end(JSON.stringify({ error: status === 400 ? 'Bad request' : 'Internal error' }));
}
