import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';

/** A request of Node, HTTP/1.1 or HTTP/2, or of Express: with `originalUrl`, and `body` where a parser has run. */
export type NodeRequest = (IncomingMessage | Http2ServerRequest) & {
  readonly originalUrl?: string;
  readonly body?: unknown;
};

/** A response of Node, HTTP/1.1 or HTTP/2, or of Express. */
export type NodeResponse = ServerResponse | Http2ServerResponse;

/** A request handler for `node:http`, `node:http2` and Express. */
export type NodeHandler = (
  req: NodeRequest,
  res: NodeResponse,
  next?: (error?: unknown) => void,
) => Promise<void>;
