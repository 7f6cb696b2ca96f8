import { createServer, type Server, type Socket, connect } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { DatabaseKind } from '../support/databases.js';
import { createTestService } from '../support/service.js';

/** Postgres only: a pooler between may not know prepared statements. */
export function preparedStatementsSuite(databases: () => DatabaseKind): void {
  describe('prepared statements', () => {
    it.each([
      ['', true],
      ['?prepared_statements=false', false],
      ['?application_name=test&prepared_statements=false', false],
    ])('with %j in the URL: %s', async (parameters, isPrepared) => {
      const database = await databases().create();
      const target = new URL(database.options.url);
      const wire = await listenIn(Number(target.port));
      target.port = String((wire.server.address() as AddressInfo).port);
      const url = `${target.href}${parameters}`;
      const service = await createTestService({
        ...databases(),
        create: () => Promise.resolve({ ...database, options: { kind: 'postgres', url } }),
      });
      const { session_token } = await service.signIn('ada@example.com');
      for (let round = 0; round < 3; round += 1) {
        const { status } = await service.call('POST', '/v1/auth/sessions/verify', {
          session_token,
        });
        expect(status).toBe(200);
      }
      await service.close();
      expect(wire.sent().includes('moonkey_')).toBe(isPrepared);
      wire.server.close();
    });
  });
}

/** What the service says to Postgres. */
interface Wire {
  readonly server: Server;
  sent(): string;
}

async function listenIn(port: number): Promise<Wire> {
  const chunks: Buffer[] = [];
  const server = createServer((client: Socket) => {
    const upstream = connect({ port, host: '127.0.0.1' });
    client.on('data', (chunk: Buffer) => chunks.push(chunk));
    client.pipe(upstream).pipe(client);
    for (const socket of [client, upstream]) {
      socket.on('error', () => {
        client.destroy();
        upstream.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, sent: () => Buffer.concat(chunks).toString('latin1') };
}
