import { describe, expect, it } from 'vitest';
import type { DatabaseKind } from '../support/databases.js';
import { createTestService } from '../support/service.js';
import { openWire } from '../support/wire.js';

/** Postgres only: a pooler between may not know prepared statements. */
export function preparedStatementsSuite(databases: () => DatabaseKind): void {
  describe('prepared statements', () => {
    it.each([
      ['', true],
      ['?prepared_statements=false', false],
      ['?application_name=test&prepared_statements=false', false],
    ])('with %j in the URL: %s', async (parameters, isPrepared) => {
      const database = await databases().create();
      const wire = await openWire(database.options.url);
      const url = `${wire.url}${parameters}`;
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
      wire.close();
    });
  });
}
