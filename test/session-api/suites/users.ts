import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseKind } from '../support/databases.js';
import { createTestService, type TestService } from '../support/service.js';

export function usersSuite(databases: () => DatabaseKind): void {
  describe('users', () => {
    let service: TestService;
    beforeAll(async () => {
      service = await createTestService(databases());
    });
    afterAll(() => service.close());

    it('shows a user, pending until the address is verified', async () => {
      const { user_id, method_id, otp } = await service.sendCode('Ada@example.com');
      const { body } = await service.call('GET', `/v1/auth/users/${user_id}`);
      expect(body).toEqual({
        user_id,
        first_name: '',
        middle_name: '',
        last_name: '',
        status: 'pending',
        active: false,
        emails: [
          {
            id: method_id,
            email: 'ada@example.com',
            verified: false,
            updated_at: expect.any(Number),
            created_at: expect.any(Number),
          },
        ],
        phone_numbers: [],
        wallets: [],
        idp_providers: [],
        totps: [],
        webauthn_credentials: [],
        updated_at: expect.any(Number),
        created_at: expect.any(Number),
      });
      await service.call('POST', '/v1/auth/otps/verify', { method_id, otp });
      const verified = (await service.call('GET', `/v1/auth/users/${user_id}`)).body;
      expect(verified).toMatchObject({
        status: 'active',
        active: true,
        emails: [{ verified: true }],
      });
    });

    it('deletes a user with sessions, codes and addresses, and nobody else', async () => {
      const kept = await service.signIn('kept@example.com');
      const gone = await service.signIn('gone@example.com');
      await service.sendCode('gone@example.com');
      const { status, body } = await service.call(
        'DELETE',
        `/v1/auth/users/${gone.user_id}/delete`,
      );
      expect([status, body]).toEqual([
        200,
        { message: 'Successfully deleted user', user_id: gone.user_id },
      ]);
      const rows = JSON.stringify(await service.database.rows());
      for (const trace of [gone.user_id, gone.method_id, 'gone@example.com'])
        expect(rows).not.toContain(trace);
      for (const [{ session_token }, expected] of [
        [gone, 404],
        [kept, 200],
      ] as const) {
        const verified = await service.call('POST', '/v1/auth/sessions/verify', { session_token });
        expect(verified.status).toBe(expected);
      }
      for (const [method, path] of [
        ['GET', `/v1/auth/users/${gone.user_id}`],
        ['DELETE', `/v1/auth/users/${gone.user_id}/delete`],
      ] as const) {
        expect((await service.call(method, path)).body).toMatchObject({
          error_type: 'user_not_found',
          status_code: 404,
        });
      }
    });

    it('leaves no session of a user who is deleted while a code is verified', async () => {
      for (let round = 0; round < 10; round += 1) {
        const { method_id, otp, user_id } = await service.sendCode(`race${round}@example.com`);
        await Promise.all([
          service.call('POST', '/v1/auth/otps/verify', { method_id, otp, session_expires_in: 60 }),
          service.call('DELETE', `/v1/auth/users/${user_id}/delete`),
        ]);
        expect(JSON.stringify(await service.database.rows())).not.toContain(user_id);
      }
      expect(service.errors).toEqual([]);
    });
  });
}
