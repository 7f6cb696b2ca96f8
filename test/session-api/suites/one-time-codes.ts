import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseKind } from '../support/databases.js';
import { secretKey } from '../support/secret-key.js';
import { createTestService, type TestService } from '../support/service.js';

const sendPath = '/v1/auth/otps/email/login_or_create';
const verifyPath = '/v1/auth/otps/verify';
const sessionPath = '/v1/auth/sessions/verify';
const refused = { error_type: 'invalid_otp', status_code: 400 };

export function oneTimeCodesSuite(databases: () => DatabaseKind): void {
  describe('one-time codes', () => {
    let service: TestService;
    beforeAll(async () => {
      service = await createTestService(databases());
    });
    afterAll(() => service.close());

    it('makes a user on the first code, and a session when asked for one', async () => {
      const first = await service.call('POST', sendPath, { email: 'New@Example.com' });
      expect(first.body).toEqual({
        user_id: expect.stringMatching(/^user_/),
        email_id: expect.stringMatching(/^email_/),
        method_id: expect.stringMatching(/^otp_/),
        status: 'pending',
        user_created: true,
      });
      const mail = service.mails[0];
      expect(mail).toMatchObject({
        to: 'new@example.com',
        methodId: first.body.method_id,
        emailId: first.body.email_id,
      });
      expect(mail?.code).toMatch(/^\d{6}$/);
      expect((mail?.expiresAt ?? 0) - (mail?.sentAt ?? 0)).toBe(600);

      const { status, body } = await service.call('POST', verifyPath, {
        method_id: first.body.email_id,
        otp: mail?.code,
        session_expires_in: 10_080,
        device_fingerprint: { user_agent: 'Test/1', ip: '192.0.2.1' },
      });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        method_id: first.body.email_id,
        method_type: 'email',
        user_id: first.body.user_id,
        user_created: true,
      });
      expect(body.session_token).toMatch(/^[A-Za-z0-9]{64}$/);
      const { session } = body;
      expect(session).toEqual({
        id: expect.stringMatching(/^sess_/),
        user_id: body.user_id,
        session_token: body.session_token,
        started_at: session.created_at,
        expires_at: session.created_at + 604_800,
        last_active_at: session.created_at,
        updated_at: session.created_at,
        created_at: expect.any(Number),
        factors: [
          {
            delivery_channel: 'email',
            type: 'otp',
            method: {
              method_id: body.method_id,
              method_type: 'email',
              email_id: body.method_id,
              email: 'new@example.com',
              // A second may turn between the code and the session.
              last_verified_at: expect.closeTo(session.created_at, -0.5),
            },
          },
        ],
        device_fingerprint: { user_agent: 'Test/1', ip: '192.0.2.1' },
      });

      const again = await service.call('POST', sendPath, { email: 'new@example.com' });
      expect(again.body).toMatchObject({
        user_id: body.user_id,
        status: 'active',
        user_created: false,
      });
    });

    it('says at the code, too, whether the user is new', async () => {
      const created: unknown[] = [];
      for (let round = 0; round < 2; round += 1) {
        await service.sendCode('twice@example.com');
        service.advance(60);
        const { method_id, otp } = await service.sendCode('twice@example.com');
        const { body } = await service.call('POST', verifyPath, { method_id, otp });
        created.push(body.user_created);
        service.advance(60);
      }
      expect(created).toEqual([true, false]);
    });

    it('begins no session without session_expires_in', async () => {
      const { method_id, otp, user_id } = await service.sendCode('bare@example.com');
      const { status, body } = await service.call('POST', verifyPath, { method_id, otp });
      expect(status).toBe(200);
      expect(body).toEqual({
        method_id,
        method_type: 'email',
        user_id,
        user_created: true,
        session: null,
        session_token: '',
        session_jwt: '',
      });
      expect(
        (await service.call('GET', `/v1/auth/sessions/list?user_id=${user_id}`)).body.sessions,
      ).toEqual([]);
    });

    it('accepts a code once', async () => {
      const { method_id, otp } = await service.sendCode('once@example.com');
      const body = { method_id, otp, session_expires_in: 60 };
      expect((await service.call('POST', verifyPath, body)).status).toBe(200);
      expect((await service.call('POST', verifyPath, body)).body).toMatchObject(refused);
    });

    it('lets exactly one of many simultaneous verifications win', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { method_id, otp, user_id } = await service.sendCode(`race${round}@example.com`);
        const answers = await Promise.all(
          Array.from({ length: 5 }, () =>
            service.call('POST', verifyPath, { method_id, otp, session_expires_in: 60 }),
          ),
        );
        expect(answers.map(({ status }) => String(status)).toSorted()).toEqual([
          '200',
          '400',
          '400',
          '400',
          '400',
        ]);
        expect(
          (await service.call('GET', `/v1/auth/sessions/list?user_id=${user_id}`)).body.sessions,
        ).toHaveLength(1);
      }
    });

    it('refuses an older code, another address and an unknown method', async () => {
      const older = await service.sendCode('older@example.com');
      service.advance(30);
      const newer = await service.sendCode('older@example.com');
      const other = await service.sendCode('another@example.com');
      for (const attempt of [
        { method_id: older.method_id, otp: older.otp },
        { method_id: 'email_unknown', otp: newer.otp },
        { method_id: other.method_id, otp: newer.otp },
      ]) {
        expect((await service.call('POST', verifyPath, attempt)).body).toMatchObject(refused);
      }
      expect(
        (await service.call('POST', verifyPath, { method_id: newer.method_id, otp: newer.otp }))
          .status,
      ).toBe(200);
    });

    it('renews a session of the same user instead of beginning another', async () => {
      const { session, session_token, user_id } = await service.signIn('renew@example.com');
      service.advance(50);
      const { method_id, otp } = await service.sendCode('renew@example.com');
      const { status, body } = await service.call('POST', verifyPath, {
        method_id,
        otp,
        session_token,
        session_expires_in: 600,
      });
      expect(status).toBe(200);
      expect(body.session.id).toBe(session.id);
      expect(body.session_token).toBe(session_token);
      expect(body.session.factors).toHaveLength(1);
      expect(body.session.factors[0]?.method.last_verified_at).toBeGreaterThanOrEqual(
        session.started_at + 50,
      );
      expect(body.session.expires_at - body.session.last_active_at).toBe(36_000);
      expect(
        (await service.call('GET', `/v1/auth/sessions/list?user_id=${user_id}`)).body.sessions,
      ).toHaveLength(1);
    });

    it('refuses to renew a session of another user or one that is gone, and keeps the code usable', async () => {
      const other = await service.signIn('somebody@example.com');
      const { method_id, otp } = await service.sendCode('nobody@example.com');
      const body = { method_id, otp, session_expires_in: 60 };
      expect(
        (await service.call('POST', verifyPath, { ...body, session_token: other.session_token }))
          .body,
      ).toMatchObject({
        error_type: 'session_of_other_user',
        status_code: 409,
      });
      expect(
        (await service.call('POST', verifyPath, { ...body, session_jwt: 'gone' })).body,
      ).toMatchObject({
        error_type: 'session_not_found',
        status_code: 404,
      });
      expect((await service.call('POST', verifyPath, body)).status).toBe(200);
    });

    it('stores hashes: neither a code nor a token nor a key can be found in the database', async () => {
      const { session_token, session_jwt } = await service.signIn('dump@example.com');
      const { otp } = await service.sendCode('dump@example.com');
      const bytes = service.database.bytes();
      expect(bytes.includes('dump@example.com')).toBe(true);
      expect(bytes.includes(createHash('sha256').update(session_token).digest('hex'))).toBe(true);
      for (const secret of [
        session_token,
        session_jwt,
        secretKey,
        createHash('sha256').update(otp).digest('hex'),
      ]) {
        expect(bytes.includes(secret)).toBe(false);
        expect(bytes.includes(Buffer.from(secret, 'utf16le'))).toBe(false);
      }
      expect(bytes.toString('latin1')).not.toMatch(new RegExp(`(?<![0-9a-f])${otp}(?![0-9a-f])`));
    });

    it('accepts codes made under the previous secret key while keys are rotated', async () => {
      const { method_id, otp } = await service.sendCode('rotate@example.com');
      await service.restart({ secretKeys: ['sk_live_fedcba9876543210', secretKey] });
      expect((await service.call('POST', verifyPath, { method_id, otp })).status).toBe(200);
      await service.restart();
    });

    it('keeps sessions it made valid', async () => {
      const { session_token } = await service.signIn('last@example.com');
      expect((await service.call('POST', sessionPath, { session_token })).status).toBe(200);
      expect(service.errors).toEqual([]);
    });
  });
}
