import { MAX_BODY_BYTES } from '../http/incoming.js';
import type { NodeRequest, NodeResponse } from './node-types.js';

/** What is sent: headers as pairs, since `Set-Cookie` may come several times. */
export interface NodeAnswer {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string | Uint8Array | undefined;
}

/** Sends an answer. Cookies and `Vary` that an earlier middleware has set are kept. */
export function sendAnswer(
  req: NodeRequest,
  res: NodeResponse,
  { status, headers, body }: NodeAnswer,
): void {
  if (res.headersSent || res.destroyed) return;
  res.statusCode = status;
  for (const [name, value] of headers) {
    if (/^(?:set-cookie|vary)$/i.test(name)) append(res, name, value);
    else res.setHeader(name, value);
  }
  if (body !== undefined) res.setHeader('Content-Length', Buffer.byteLength(body));
  if (!isBodySmall(req)) dropRest(req, res);
  if (body === undefined) res.end();
  else if (typeof body === 'string') res.end(body);
  else res.end(body);
}

function append(res: NodeResponse, name: string, value: string): void {
  const before = res.getHeader(name);
  const values = before === undefined ? [] : [before].flat().map(String);
  res.setHeader(name, [...values, value]);
}

/** What is left of a small body is drained by Node, and the connection goes on. */
function isBodySmall(req: NodeRequest): boolean {
  if (req.complete) return true;
  const length = req.headers['content-length'];
  return length !== undefined && Number(length) <= MAX_BODY_BYTES;
}

/** The rest of a body that was not wanted must not be taken for the connection's next request. */
function dropRest(req: NodeRequest, res: NodeResponse): void {
  if ('stream' in req) {
    res.once('finish', () => req.stream.close());
    return;
  }
  res.setHeader('Connection', 'close');
  res.once('finish', () => req.destroy());
}
