import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseKind } from '../support/databases.js';
import { createTestService, type TestService } from '../support/service.js';

const sendPath = '/v1/auth/otps/email/login_or_create';
const verifyPath = '/v1/auth/otps/verify';
const refused = { error_type: 'invalid_otp', status_code: 400 };

const wrong = (otp: string): string => String((Number(otp) + 1) % 1_000_000).padStart(6, '0');

export function codeLimitsSuite(databases: () => DatabaseKind): void {
  describe('limits of one-time codes', () => {
    let service: TestService;
    beforeAll(async () => {
      service = await createTestService(databases());
    });
    afterAll(() => service.close());

    it('allows five guesses, however they arrive', async () => {
      const { method_id, otp } = await service.sendCode('guess@example.com');
      const guesses = await Promise.all(
        Array.from({ length: 5 }, () =>
          service.call('POST', verifyPath, { method_id, otp: wrong(otp) }),
        ),
      );
      for (const { body } of guesses) expect(body).toMatchObject(refused);
      expect((await service.call('POST', verifyPath, { method_id, otp })).body).toMatchObject(
        refused,
      );
    });

    it('takes the right code on the fifth guess', async () => {
      const { method_id, otp } = await service.sendCode('fifth@example.com');
      for (let guess = 0; guess < 4; guess += 1) {
        expect(
          (await service.call('POST', verifyPath, { method_id, otp: wrong(otp) })).status,
        ).toBe(400);
      }
      expect((await service.call('POST', verifyPath, { method_id, otp })).status).toBe(200);
    });

    it('refuses a code after its time', async () => {
      const { body } = await service.call('POST', sendPath, {
        email: 'minute@example.com',
        expires_in: 1,
      });
      const otp = service.mails[0]?.code;
      service.advance(60);
      expect(
        (await service.call('POST', verifyPath, { method_id: body.email_id, otp })).body,
      ).toMatchObject(refused);
    });

    it('sends an unused code again after 30 s, and at once when it was used', async () => {
      const { method_id, otp } = await service.sendCode('resend@example.com');
      const early = await service.call('POST', sendPath, { email: 'RESEND@example.com' });
      expect(early.body).toMatchObject({ error_type: 'too_many_requests', status_code: 429 });
      expect(early.status).toBe(429);
      expect(Number(early.headers.get('Retry-After'))).toBeGreaterThan(25);
      expect((await service.call('POST', verifyPath, { method_id, otp })).status).toBe(200);
      await service.sendCode('resend@example.com');
      service.advance(30);
      await service.sendCode('resend@example.com');
    });

    it('sends one code when many are asked for at once', async () => {
      const before = service.mails.length;
      const answers = await Promise.all(
        Array.from({ length: 8 }, () =>
          service.call('POST', sendPath, { email: 'flood@example.com' }),
        ),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
      expect(service.mails.length - before).toBe(1);
      const users = (await service.database.rows())['emails'] as { email: string }[];
      expect(users.filter(({ email }) => email === 'flood@example.com')).toHaveLength(1);
    });

    it('sends at most 20 codes an hour to one address', async () => {
      for (let sent = 0; sent < 20; sent += 1) {
        await service.sendCode('hourly@example.com');
        service.advance(30);
      }
      const { status, headers } = await service.call('POST', sendPath, {
        email: 'hourly@example.com',
      });
      expect(status).toBe(429);
      const wait = Number(headers.get('Retry-After'));
      expect(wait).toBeGreaterThan(2900);
      service.advance(wait);
      await service.sendCode('hourly@example.com');
    });

    it('takes a code back that could not be sent, so that the next try works', async () => {
      await service.restart({
        mailer: { send: () => Promise.reject(new Error('mail server is down')) },
      });
      const failed = await service.call('POST', sendPath, { email: 'unsent@example.com' });
      expect(failed.body).toMatchObject({ error_type: 'email_not_sent', status_code: 503 });
      expect(JSON.stringify(failed.body)).not.toContain('mail server is down');
      expect(service.errors.splice(0)).toHaveLength(1);
      await service.restart();
      await service.sendCode('unsent@example.com');
    });
  });
}
