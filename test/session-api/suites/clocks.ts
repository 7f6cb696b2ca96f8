import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DatabaseKind } from '../support/databases.js';
import { createTestService, type TestService } from '../support/service.js';

const verifyPath = '/v1/auth/sessions/verify';
const day = 86_400;

export function clocksSuite(databases: () => DatabaseKind): void {
  describe('clocks and sweeping', () => {
    let service: TestService;
    beforeEach(async () => {
      service = await createTestService(databases());
    });
    afterEach(async () => {
      vi.restoreAllMocks();
      await service.close();
    });

    const verify = async (session_token: string) =>
      (await service.call('POST', verifyPath, { session_token })).status;

    it("takes deadlines from the database's clock, not from the machine's", async () => {
      await service.restart({ clock: undefined });
      const before = await service.signIn('before@example.com', 5);
      const real = Date.now.bind(Date);
      vi.spyOn(Date, 'now').mockImplementation(() => real() + 400 * day * 1000);
      const during = await service.signIn('during@example.com', 5);
      expect(await verify(before.session_token)).toBe(200);
      await service.restart({ clock: undefined });
      expect(await verify(before.session_token)).toBe(200);
      vi.restoreAllMocks();
      expect(Math.abs(during.session.started_at - real() / 1000)).toBeLessThan(60);
      const { headers } = await service.call('POST', verifyPath, {
        session_token: during.session_token,
      });
      const date = Date.parse(headers.get('Date') ?? '');
      expect(Math.abs(date - real())).toBeLessThan(60_000);
    });

    it('tells callers the time that its sessions are compared with', async () => {
      service.advance(1000);
      const { headers, body } = await service.call('GET', '/livez');
      expect(body.status).toBe('ok');
      expect(Math.abs(Date.parse(headers.get('Date') ?? '') / 1000 - service.now())).toBeLessThan(
        5,
      );
    });

    it('deletes nothing when it starts with a clock that is 400 days ahead', async () => {
      const { session_token } = await service.signIn('ada@example.com', 60);
      service.advance(400 * day);
      await service.restart();
      await service.signIn('bob@example.com');
      await service.restart();
      service.advance(-400 * day);
      await service.restart();
      expect(await verify(session_token)).toBe(200);
    });

    it('sends codes after its clock was put back by an hour', async () => {
      await service.sendCode('ada@example.com');
      service.advance(-3600);
      const { method_id, otp } = await service.sendCode('ada@example.com');
      const verified = await service.call('POST', '/v1/auth/otps/verify', { method_id, otp });
      expect(verified.status).toBe(200);
    });

    it('removes five thousand expired sessions in one sweep', async () => {
      const { session } = await service.signIn('many@example.com', 5);
      await service.database.copySessions(session.id, 5_000);
      service.advance(7200);
      await service.signIn('later@example.com');
      await expect
        .poll(async () => (await service.database.rows())['sessions']?.length, { timeout: 20_000 })
        .toBe(1);
    });

    it('forgets who was sent a code and never came, and nobody else', async () => {
      const never = await service.sendCode('never@example.com');
      const came = await service.signIn('came@example.com');
      const made = await service.call('POST', '/v1/auth/users/create', {
        email: 'made@example.com',
      });
      for (let days = 0; days < 8; days += 1) {
        service.advance(day);
        await service.signIn('daily@example.com');
      }
      await expect
        .poll(async () => JSON.stringify(await service.database.rows()), { timeout: 20_000 })
        .not.toContain(never.user_id);
      const rows = JSON.stringify(await service.database.rows());
      expect(rows).not.toContain('never@example.com');
      for (const id of [came.user_id, made.body.user_id])
        expect((await service.call('GET', `/v1/auth/users/${id}`)).status).toBe(200);
    });
  });
}
