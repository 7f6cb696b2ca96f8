import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { builtinModule } from '../runtime/builtin-module.js';
import type { Transport, TransportRequest, TransportResponse } from './transport.js';

/** What is asked of `node:http` or `node:https`. */
interface Sender {
  readonly request: (
    url: string,
    options: RequestOptions,
    listener: (response: IncomingMessage) => void,
  ) => ClientRequest;
  readonly agent: Agent;
}

/**
 * Sends by Node's own client, with connections that are kept. Undefined where this is not Node.
 *
 * Node's `fetch` closes the connection after each `DELETE` that has a body, which is what a logout is; and
 * it costs more than twice the processor time.
 */
export function createNodeTransport(): Transport | undefined {
  const http = builtinModule('node:http');
  const https = builtinModule('node:https');
  if (http === undefined || https === undefined) return undefined;
  const kept = { keepAlive: true };
  const plain: Sender = { request: http.request, agent: new http.Agent(kept) };
  const secure: Sender = { request: https.request, agent: new https.Agent(kept) };
  return async (request) => {
    const sender = request.url.startsWith('https:') ? secure : plain;
    try {
      return await send(sender, request);
    } catch (error) {
      if (!(error instanceof ConnectionReused)) throw error;
      return send(sender, request);
    }
  };
}

/** The other side has closed a kept connection, most likely before the request was there. */
class ConnectionReused extends Error {}

function send(
  { request, agent }: Sender,
  { method, url, headers, body, isRepeatable, timeout }: TransportRequest,
): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
    const options = { method, agent, headers: { ...headers, ...length } };
    const sent = request(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', fail);
      response.on('end', () => {
        clearTimeout(timer);
        resolve({
          status: response.statusCode ?? 0,
          text,
          header: (name) => [response.headers[name]].flat()[0] ?? null,
        });
      });
    });
    const timer = setTimeout(() => sent.destroy(timedOut()), timeout);
    function fail(error: Error): void {
      clearTimeout(timer);
      reject(isRepeatable && sent.reusedSocket && isReset(error) ? new ConnectionReused() : error);
    }
    sent.on('error', fail);
    sent.end(body);
  });
}

function timedOut(): Error {
  return Object.assign(new Error('Timed out'), { name: 'TimeoutError' });
}

function isReset(error: Error): boolean {
  return 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
