import type { Server, ServerOptions } from 'node:http';

/** Longer than a connection is kept by the usual proxies (60 s), which would otherwise reuse one that is being closed. */
const keepAliveMs = 72_000;
const checkMs = 1_000;

/** What a client may take its time with: the head, then the whole request, within `requestMs`. */
export function connectionBounds(requestMs: number): ServerOptions {
  return {
    headersTimeout: requestMs,
    requestTimeout: requestMs,
    keepAliveTimeout: keepAliveMs,
    connectionsCheckingInterval: Math.min(checkMs, requestMs),
  };
}

/** Stops listening, lets requests under way finish, each as the last on its connection, and ends what is left after `stopMs`. */
export async function stopListening(server: Server, stopMs: number): Promise<void> {
  server.prependListener('request', (_request, response) => {
    response.shouldKeepAlive = false;
  });
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), stopMs);
  await closed;
  clearTimeout(timer);
}
