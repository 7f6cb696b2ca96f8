import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DatabaseKind } from '../support/databases.js';
import { createTestService, type Body, type TestService } from '../support/service.js';

const verifyPath = '/v1/auth/sessions/verify';

/** Sessions that are verified again and again: what is spared, and what is never spared. */
export function comingAgainSuite(databases: () => DatabaseKind): void {
  describe('a session that comes again', () => {
    let service: TestService;
    let token: string;
    beforeEach(async () => {
      service = await createTestService(databases());
      token = (await service.signIn('again@example.com')).session_token;
    });
    afterEach(() => service.close());

    const verify = async (more: object = {}): Promise<Body> => {
      const { status, body } = await service.call('POST', verifyPath, {
        session_token: token,
        ...more,
      });
      expect(status).toBe(200);
      return body;
    };
    const issuedAt = ({ session_jwt }: Body): number => decodeJwt(session_jwt).iat ?? 0;
    const leftOf = ({ session_jwt }: Body): number =>
      (decodeJwt(session_jwt).exp ?? 0) - service.now();

    const writtenActive = async (): Promise<number> => {
      const { sessions = [] } = await service.database.rows();
      return Number((sessions as { last_active_at: unknown }[])[0]?.last_active_at);
    };

    it('gets the JWT of a moment ago while that is good for 240 s, then another', async () => {
      service.advance(5);
      const first = await verify();
      service.advance(50);
      const second = await verify();
      expect(second.session_jwt).toBe(first.session_jwt);
      expect(leftOf(second)).toBeGreaterThanOrEqual(240);
      service.advance(20);
      const third = await verify();
      expect(third.session_jwt).not.toBe(first.session_jwt);
      expect(leftOf(third)).toBeGreaterThan(290);
    });

    it('gets a fresh JWT with session_expires_in, and from then on one that says so', async () => {
      await verify();
      service.advance(5);
      const extended = await verify({ session_expires_in: 600 });
      expect(issuedAt(extended)).toBeGreaterThanOrEqual(service.now() - 1);
      service.advance(5);
      expect(issuedAt(await verify({ session_expires_in: 600 }))).toBeGreaterThanOrEqual(
        service.now() - 1,
      );
      const claims = decodeJwt((await verify()).session_jwt);
      expect(claims['https://streambird.io/jwt/session']).toMatchObject({
        expires_at: (await verify()).session.expires_at,
      });
    });

    it('is marked active once a minute, at once for all who look, and in the database', async () => {
      const { session } = await verify();
      service.advance(30);
      expect((await verify()).session.last_active_at).toBe(session.last_active_at);
      service.advance(40);
      const { session: active } = await verify();
      expect(active.last_active_at).toBeGreaterThanOrEqual(session.last_active_at + 60);
      const { body } = await service.call(
        'GET',
        `/v1/auth/sessions/list?user_id=${session.user_id}`,
      );
      expect(body.sessions[0]).toMatchObject({
        last_active_at: active.last_active_at,
        updated_at: active.updated_at,
      });
      await service.restart();
      expect(await writtenActive()).toBe(active.last_active_at);
    });

    it('is written without being asked again', async () => {
      service.advance(70);
      const { session } = await verify();
      await expect.poll(writtenActive, { timeout: 10_000 }).toBe(session.last_active_at);
    });

    it('is gone at once when it was deleted, by token and by the JWT of a moment ago', async () => {
      const { session, session_jwt } = await verify();
      service.advance(70);
      await verify();
      const deleted = await service.call('DELETE', '/v1/auth/sessions/delete', {
        session_id: session.id,
      });
      expect(deleted.status).toBe(200);
      for (const named of [{ session_token: token }, { session_jwt }]) {
        expect((await service.call('POST', verifyPath, named)).status).toBe(404);
      }
      await service.restart();
      expect((await service.database.rows())['sessions']).toEqual([]);
    });

    it('is not found by a JWT that was good a moment ago and has run out', async () => {
      const { session_jwt } = await verify();
      const named = { session_jwt };
      expect((await service.call('POST', verifyPath, named)).status).toBe(200);
      service.advance(280);
      expect((await service.call('POST', verifyPath, named)).status).toBe(200);
      service.advance(21);
      expect((await service.call('POST', verifyPath, named)).status).toBe(404);
    });

    it('is not found by a JWT of which one character was changed', async () => {
      const { session_jwt } = await verify();
      const forged = session_jwt.replace(/.(?=.{20}$)/, (old) => (old === 'A' ? 'B' : 'A'));
      expect((await service.call('POST', verifyPath, { session_jwt: forged })).status).toBe(404);
    });
  });
}
