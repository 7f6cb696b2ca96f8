import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createSessionApi } from './create-session-api.js';
import { connectionBounds, stopListening } from './http/connections.js';
import {
  type ListenOptions,
  resolveListenOptions,
  resolveOptions,
  type SessionApiOptions,
} from './options.js';

/** A session service that listens. */
export interface StartedSessionApi {
  /** `http://127.0.0.1:4010`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Stops listening, lets requests under way finish (for `timeouts.stop` seconds at most), closes the database. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Starts the session service on a port.
 * Rejects with a `TypeError` that names a wrong option, and with an `Error` when the port or the database cannot be opened.
 *
 * @example
 * ```ts
 * const service = await startSessionApi({ port: 4010, secretKeys: [process.env.MOONKEY_SECRET_KEY ?? ''] });
 * console.log(service.url);
 * await service.close();
 * ```
 */
export async function startSessionApi({
  port,
  host,
  ...options
}: SessionApiOptions & ListenOptions): Promise<StartedSessionApi> {
  const listen = resolveListenOptions({ port, host });
  const api = await createSessionApi({ ...options, ...hideInbox(options.inbox, listen.host) });
  const { request, stop } = resolveOptions(options).timeouts;
  const server = createAdaptorServer({
    fetch: (incoming) => api.fetch(incoming),
    serverOptions: connectionBounds(request * 1000),
  }) as Server;
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(listen.port, listen.host, resolve);
    });
  } catch (error) {
    await api.close();
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw new Error(
      `startSessionApi: options "host" and "port": cannot listen on ${listen.host}:${listen.port} (${code}). ` +
        'Choose another port, or 0 for any free one.',
      { cause: error },
    );
  }

  const address = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    api.stopping();
    await stopListening(server, stop * 800);
    await api.close();
  };
  return {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    port: address.port,
    close: () => (closing ??= close()),
  };
}

// On another address than this machine's own, the inbox would show codes to the network.
function hideInbox(asked: boolean | undefined, host: string): { inbox?: false } {
  return asked === undefined && !isLoopback(host) ? { inbox: false } : {};
}

/** Whether an address to listen on is reachable from this machine only. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|::1)$/i.test(host);
}
