import { SignJWT, decodeJwt, decodeProtectedHeader, importJWK, type JWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DatabaseKind } from '../support/databases.js';
import { createTestService, type TestService } from '../support/service.js';
import { run } from '../../../packages/session-api/src/cli.js';

const verifyPath = '/v1/auth/sessions/verify';
const day = 86_400;

export function signingKeysSuite(databases: () => DatabaseKind): void {
  describe('signing keys', () => {
    let service: TestService;
    let monotonic = 0;
    beforeEach(async () => {
      service = await createTestService(databases());
      monotonic = 0;
      const real = performance.now.bind(performance);
      vi.spyOn(performance, 'now').mockImplementation(() => real() + monotonic);
      vi.spyOn(console, 'log').mockImplementation(() => undefined);
    });
    afterEach(async () => {
      vi.restoreAllMocks();
      await service.close();
    });

    const pass = (seconds: number): void => {
      service.advance(seconds);
      monotonic += seconds * 1000;
    };
    const kids = async (): Promise<string[]> =>
      (await service.call('GET', '/v1/auth/jwks/default')).body.keys.map(({ kid }) => kid ?? '');
    const fresh = async (session_token: string) =>
      (await service.call('POST', verifyPath, { session_token, session_expires_in: 6000 })).body
        .session_jwt;
    const accepted = async (session_jwt: string) =>
      (await service.call('POST', verifyPath, { session_jwt })).status;
    const rotate = (...args: string[]) =>
      run(['rotate-key', '--database', service.database.options.url, ...args], {});

    it('rotates by command without a restart: announced, then signing, then alone', async () => {
      const { session_token } = await service.signIn('ada@example.com', 6000);
      const [old = ''] = await kids();
      await rotate();
      pass(60);
      const both = await kids();
      expect(both).toHaveLength(2);
      expect(both[1]).toBe(old);
      const before = await fresh(session_token);
      expect(decodeProtectedHeader(before).kid).toBe(old);
      pass(600);
      const after = await fresh(session_token);
      expect(decodeProtectedHeader(after).kid).toBe(both[0]);
      pass(250);
      expect(await kids()).toHaveLength(2);
      expect(await accepted(after)).toBe(200);
      pass(600);
      expect(await kids()).toEqual([both[0]]);
      const { status } = await service.call('DELETE', '/v1/auth/sessions/delete', {
        session_jwt: before,
      });
      expect(status).toBe(200);
    });

    it('drops a compromised key within a minute, with the JWTs it signed', async () => {
      const { session_token } = await service.signIn('ada@example.com', 6000);
      const [old] = await kids();
      const before = await fresh(session_token);
      await rotate('--compromised');
      pass(60);
      expect(await accepted(before)).toBe(404);
      expect(await kids()).not.toContain(old);
      expect(await accepted(await fresh(session_token))).toBe(200);
    });

    it('rotates by itself when the key is old', async () => {
      const [old] = await kids();
      await service.signIn('ada@example.com');
      pass(91 * day);
      await kids();
      pass(60);
      expect(await kids()).toHaveLength(2);
      pass(1300);
      const now = await kids();
      expect(now).toHaveLength(1);
      expect(now).not.toContain(old);
    });

    it('takes no JWT that was forged with the signing key out of the database', async () => {
      const { session_jwt, session } = await service.signIn('victim@example.com');
      const [row] = (await service.database.rows())['signing_keys'] as {
        private_jwk: string;
        kid: string;
      }[];
      const key = await importJWK(JSON.parse(row?.private_jwk ?? '{}') as JWK, 'RS256');
      const { jti: _jti, ...claims } = decodeJwt(session_jwt);
      const forge = (changes: object) =>
        new SignJWT({ ...claims, ...changes })
          .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: row?.kid ?? '' })
          .sign(key);
      const jti = decodeJwt(session_jwt).jti ?? '';
      for (const forged of [
        await forge({}),
        await forge({ jti: 'x' }),
        await forge({ jti, exp: 9_000_000_000 }),
        await forge({ jti, iat: service.now() - 10, exp: service.now() + 290 }),
        await forge({ jti, iat: service.now() + 3600, exp: service.now() + 3900 }),
      ])
        expect(await accepted(forged)).toBe(404);
      expect(await accepted(session_jwt)).toBe(200);
      expect(session.id).toMatch(/^sess_/);
    });
  });
}
