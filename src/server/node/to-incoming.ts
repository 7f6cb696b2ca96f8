import { toHeaderReader } from '../http/header-reader.js';
import type { Incoming } from '../http/incoming.js';
import type { NodeRequest } from './node-types.js';
import { readNodeBody } from './read-node-body.js';

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** A Node request as the routes see it; undefined when its host or its path can be none. */
export function toIncoming(
  req: NodeRequest,
  path: string,
  isGone: () => boolean,
): Incoming | undefined {
  const scheme = 'encrypted' in req.socket && req.socket.encrypted ? 'https' : 'http';
  const host = authorityOf(req) ?? req.headers.host ?? 'localhost';
  if (!HOST.test(host) || !path.startsWith('/')) return undefined;
  const base = `${scheme}://${host}`;
  if (!URL.canParse(base + path)) return undefined;
  const url = new URL(base + path);
  return {
    method: req.method ?? 'GET',
    url,
    isCanonical: path.split('?', 1)[0] === url.pathname,
    headers: toHeaderReader(req.headers),
    remoteAddress: req.socket.remoteAddress,
    isGone,
    readText: async (limit) => {
      if (Number(req.headers['content-length'] ?? 0) > limit) return undefined;
      const body = await readNodeBody(req, limit);
      const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
      return body.length > limit ? undefined : text;
    },
  };
}

/** HTTP/2 names the host in `:authority`. */
function authorityOf({ headers }: NodeRequest): string | undefined {
  const authority = headers[':authority'];
  return typeof authority === 'string' ? authority : undefined;
}
