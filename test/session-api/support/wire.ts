import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What lies between the service and Postgres. */
export interface Wire {
  /** The URL of the database by way of it. */
  readonly url: string;
  /** What the service has said so far. */
  sent(): string;
  /** The connection that the service uses next gets no answer any more; resolves when it was used. */
  hangNext(): Promise<void>;
  /** Cuts every connection. */
  close(): void;
}

/** Listens in between a service and the database of this URL. */
export async function openWire(database: string): Promise<Wire> {
  const target = new URL(database);
  const port = Number(target.port);
  const chunks: Buffer[] = [];
  const sockets = new Set<Socket>();
  let hang: (() => void) | undefined;
  const server = createServer((client: Socket) => {
    const upstream = connect({ port, host: '127.0.0.1' });
    client.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (hang === undefined) return;
      upstream.unpipe(client).resume();
      hang();
      hang = undefined;
    });
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {
        client.destroy();
        upstream.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  target.port = String((server.address() as AddressInfo).port);
  return {
    url: target.href,
    sent: () => Buffer.concat(chunks).toString('latin1'),
    hangNext: () => new Promise((resolve) => (hang = resolve)),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
