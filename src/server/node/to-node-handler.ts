import { headersOf } from '../http/answer.js';
import { EXCHANGE, isExchanging } from '../http/exchange.js';
import { MAX_BODY_BYTES } from '../http/incoming.js';
import type { Incoming } from '../http/incoming.js';
import type { NodeHandler, NodeRequest } from './node-types.js';
import { readNodeBody } from './read-node-body.js';
import { sendAnswer } from './send-answer.js';
import type { NodeAnswer } from './send-answer.js';
import { toIncoming } from './to-incoming.js';

/** A Fetch-standard handler, with the path it is responsible for where it has one. */
export interface FetchHandler {
  (request: Request): Promise<Response>;
  readonly basePath?: string;
}

/**
 * Runs a Fetch-standard handler in Express or plain Node, over HTTP/1.1 or HTTP/2.
 *
 * Works at the top (`app.use(toNodeHandler(handler))`: other paths go to `next`), mounted under a path
 * (`app.use('/api/auth', …)`), before and after body parsers. Reads no more of a body than 16 KiB.
 * A client that goes away aborts the request's `signal`.
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
      const incoming = toIncoming(req, path, () => gone.signal.aborted);
      const answer =
        incoming === undefined
          ? plainAnswer(400, 'Bad request')
          : await answerOf(handler, incoming, req, gone.signal);
      sendAnswer(req, res, answer);
    } catch (error) {
      if (gone.signal.aborted) return;
      if (next !== undefined) next(error);
      else sendAnswer(req, res, plainAnswer(500, 'Internal error'));
    }
  };
}

function isBelow(path: string, basePath: string): boolean {
  return path === basePath || path.startsWith(`${basePath}/`) || path.startsWith(`${basePath}?`);
}

async function answerOf(
  handler: FetchHandler,
  incoming: Incoming,
  req: NodeRequest,
  signal: AbortSignal,
): Promise<NodeAnswer> {
  if (isExchanging(handler)) {
    const answer = await handler[EXCHANGE](incoming);
    const cookies = (answer.cookies ?? []).map((value) => ['Set-Cookie', value] as const);
    return {
      status: answer.status,
      headers: [...Object.entries(headersOf(answer)), ...cookies],
      body: answer.body === undefined ? undefined : JSON.stringify(answer.body),
    };
  }
  const response = await handler(await toRequest(req, incoming, signal));
  const body = new Uint8Array(await response.arrayBuffer());
  return {
    status: response.status,
    headers: response.headers,
    body: response.status === 204 ? undefined : body,
  };
}

async function toRequest(
  req: NodeRequest,
  { url, method }: Incoming,
  signal: AbortSignal,
): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) {
    if (name.startsWith(':') || name === 'content-length' || value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal });
  const body = await readNodeBody(req, MAX_BODY_BYTES);
  const init = { method, headers, signal };
  return new Request(url, body.length === 0 ? init : { ...init, body: body.slice() });
}

function plainAnswer(status: number, error: string): NodeAnswer {
  return {
    status,
    headers: [
      ['Cache-Control', 'no-store'],
      ['Content-Type', 'application/json; charset=utf-8'],
    ],
    body: JSON.stringify({ error }),
  };
}
