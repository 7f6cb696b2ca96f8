import {
  createRemoteJWKSet,
  decodeJwt,
  jwtVerify,
  SignJWT,
  generateKeyPair,
  type JWTPayload,
} from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseKind } from '../support/databases.js';
import { createTestService, type SessionFields, type TestService } from '../support/service.js';

const verifyPath = '/v1/auth/sessions/verify';
const deletePath = '/v1/auth/sessions/delete';
const notFound = { error_type: 'session_not_found', status_code: 404 };
const claim = 'https://streambird.io/jwt/session';

const sessionIn = (payload: JWTPayload): SessionFields => payload[claim] as SessionFields;

export function sessionsSuite(databases: () => DatabaseKind): void {
  describe('sessions', () => {
    let service: TestService;
    beforeAll(async () => {
      service = await createTestService(databases(), {
        codes: { resendAfter: 0, sendsPerHour: 1000 },
      });
    });
    afterAll(() => service.close());

    it('verifies a token: same token, fresh JWT, activity moved, expiry kept', async () => {
      const { session, session_token } = await service.signIn('verify@example.com');
      service.advance(100);
      const { status, body } = await service.call('POST', verifyPath, { session_token });
      expect(status).toBe(200);
      expect(body.session_token).toBe(session_token);
      expect(body.session).toEqual({
        ...session,
        last_active_at: body.session.last_active_at,
        updated_at: body.session.last_active_at,
      });
      expect(body.session.last_active_at).toBeGreaterThanOrEqual(session.started_at + 100);
      expect(decodeJwt(body.session_jwt).iat).toBe(body.session.last_active_at);
    });

    it('verifies a JWT until its end, and shows no token it was not sent', async () => {
      const { session, session_jwt } = await service.signIn('jwt@example.com');
      service.advance(290);
      const { status, body } = await service.call('POST', verifyPath, { session_jwt });
      expect(status).toBe(200);
      expect(body.session.id).toBe(session.id);
      expect(body.session_token).toBe('');
      expect(body.session).not.toHaveProperty('session_token');
      service.advance(11);
      expect((await service.call('POST', verifyPath, { session_jwt })).body).toMatchObject(
        notFound,
      );
    });

    it('signs RS256 JWTs of 300 s that the published key set verifies, after the session is gone too', async () => {
      const { session, session_jwt, session_token } = await service.signIn('keys@example.com');
      const keys = createRemoteJWKSet(new URL(`${service.url}/v1/auth/jwks/default`));
      const check = () =>
        jwtVerify(session_jwt, keys, {
          algorithms: ['RS256'],
          issuer: 'moonkey-session-api',
          currentDate: new Date(service.now() * 1000),
        });
      const { payload } = await check();
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
      const { session_token: _token, ...bare } = session;
      expect(sessionIn(payload)).toEqual(bare);
      await service.call('DELETE', deletePath, { session_token });
      expect((await check()).payload.sub).toBe(session.user_id);
      const published = (await service.call('GET', '/v1/auth/jwks/default')).body.keys[0];
      expect(Object.keys(published ?? {}).toSorted()).toEqual([
        'alg',
        'e',
        'kid',
        'kty',
        'n',
        'use',
      ]);
    });

    it.each([5, 527_040])('moves the expiry to %i minutes from now', async (session_expires_in) => {
      const { session_token } = await service.signIn(`extend${session_expires_in}@example.com`);
      service.advance(10);
      const { body } = await service.call('POST', verifyPath, {
        session_token,
        session_expires_in,
      });
      expect(body.session.expires_at - body.session.last_active_at).toBe(session_expires_in * 60);
    });

    it('knows a session no more once it has expired', async () => {
      const { session_token, session_jwt, session, user_id } = await service.signIn(
        'expire@example.com',
        5,
      );
      service.advance(298);
      expect((await service.call('POST', verifyPath, { session_token })).status).toBe(200);
      service.advance(2);
      for (const [method, path, body] of [
        ['POST', verifyPath, { session_token }],
        ['POST', verifyPath, { session_token, session_expires_in: 5 }],
        ['POST', verifyPath, { session_jwt }],
        ['DELETE', deletePath, { session_token }],
        ['DELETE', deletePath, { session_id: session.id }],
      ] as const) {
        expect((await service.call(method, path, body)).body).toMatchObject(notFound);
      }
      const list = await service.call('GET', `/v1/auth/sessions/list?user_id=${user_id}`);
      expect(list.body).toEqual({ sessions: [] });
    });

    it('lists live sessions of one user, newest first, never a token', async () => {
      const first = await service.signIn('list@example.com');
      service.advance(1);
      const second = await service.signIn('list@example.com');
      await service.signIn('other@example.com');
      const { status, body } = await service.call(
        'GET',
        `/v1/auth/sessions/list?user_id=${first.user_id}`,
      );
      expect(status).toBe(200);
      expect(body.sessions.map(({ id }) => id)).toEqual([second.session.id, first.session.id]);
      const text = JSON.stringify(body);
      for (const secret of [
        first.session_token,
        second.session_token,
        'session_token',
        'token_hash',
      ]) {
        expect(text).not.toContain(secret);
      }
      expect(
        (await service.call('GET', '/v1/auth/sessions/list?user_id=user_unknown')).body,
      ).toEqual({ sessions: [] });
    });

    it.each(['session_token', 'session_jwt', 'session_id'] as const)(
      'deletes by %s, once',
      async (by) => {
        const { session, session_token, session_jwt } = await service.signIn(`${by}@example.com`);
        const kept = await service.signIn(`${by}@example.com`);
        const body = { [by]: { session_token, session_jwt, session_id: session.id }[by] };
        const deleted = await service.call('DELETE', deletePath, body);
        expect([deleted.status, deleted.body]).toEqual([
          200,
          { message: 'Successfully deleted session' },
        ]);
        expect((await service.call('DELETE', deletePath, body)).body).toMatchObject(notFound);
        expect((await service.call('POST', verifyPath, { session_token })).body).toMatchObject(
          notFound,
        );
        expect((await service.call('POST', verifyPath, { session_jwt })).body).toMatchObject(
          notFound,
        );
        expect(
          (await service.call('POST', verifyPath, { session_token: kept.session_token })).status,
        ).toBe(200);
      },
    );

    it('lists in pages, although sessions of earlier pages are deleted meanwhile', async () => {
      const all: string[] = [];
      for (let count = 0; count < 7; count += 1) {
        all.unshift((await service.signIn('pages@example.com')).session.id);
        service.advance(count % 2);
      }
      const { user_id } = await service.signIn('pages@example.com');
      const seen: string[] = [];
      let next: string | undefined;
      do {
        const { body } = await service.call(
          'GET',
          `/v1/auth/sessions/list?user_id=${user_id}&limit=3${next ? `&starting_after=${next}` : ''}`,
        );
        seen.push(...body.sessions.map(({ id }) => id));
        for (const { id } of body.sessions)
          await service.call('DELETE', deletePath, { session_id: id });
        next = body.next;
        expect(body.has_more).toBe(next === undefined ? undefined : true);
      } while (next !== undefined);
      expect(seen).toHaveLength(8);
      expect(new Set(seen)).toEqual(new Set([...seen.filter((id) => !all.includes(id)), ...all]));
    });

    it('ends the sessions of a user that began before a moment, and no other', async () => {
      const older = [
        await service.signIn('all@example.com'),
        await service.signIn('all@example.com'),
      ];
      const other = await service.signIn('other-user@example.com');
      service.advance(2);
      const started_before = service.now();
      const newer = await service.signIn('all@example.com');
      const { user_id } = newer;
      for (let time = 0; time < 2; time += 1) {
        const { status, body } = await service.call('DELETE', deletePath, {
          user_id,
          started_before,
        });
        expect([status, body]).toEqual([200, { message: 'Successfully deleted session' }]);
      }
      for (const [{ session_token }, status] of [
        ...older.map((session) => [session, 404] as const),
        [other, 200],
        [newer, 200],
      ] as const)
        expect((await service.call('POST', verifyPath, { session_token })).status).toBe(status);
    });

    it('ends ten thousand sessions in one request, while others are served', async () => {
      const one = await service.signIn('many@example.com');
      await service.database.copySessions(one.session.id, 10_000);
      const page = await service.call('GET', `/v1/auth/sessions/list?user_id=${one.user_id}`);
      expect(page.body.sessions).toHaveLength(1000);
      const kept = await service.signIn('meanwhile@example.com');
      const [ended, verified] = await Promise.all([
        service.call('DELETE', deletePath, {
          user_id: one.user_id,
          started_before: service.now() + 1,
        }),
        service.call('POST', verifyPath, { session_token: kept.session_token }),
      ]);
      expect([ended.status, verified.status]).toEqual([200, 200]);
      const left = await service.call('GET', `/v1/auth/sessions/list?user_id=${one.user_id}`);
      expect(left.body).toEqual({ sessions: [] });
    });

    it('deletes by a JWT that has run out: a late logout is still a logout', async () => {
      const { session_jwt, session_token } = await service.signIn('late@example.com');
      service.advance(600);
      expect((await service.call('DELETE', deletePath, { session_jwt })).status).toBe(200);
      expect((await service.call('POST', verifyPath, { session_token })).status).toBe(404);
    });

    it('treats forged JWTs as no session', async () => {
      const { session, session_jwt, session_token } = await service.signIn('forged@example.com');
      const { privateKey } = await generateKeyPair('RS256');
      const forge = (alg: string, key: Parameters<SignJWT['sign']>[0]) =>
        new SignJWT({ [claim]: session })
          .setProtectedHeader({ alg })
          .setIssuer('moonkey-session-api')
          .setIssuedAt(service.now())
          .setExpirationTime(service.now() + 300)
          .sign(key);
      const unsigned = session_jwt.split('.').slice(0, 2).join('.');
      const none = Buffer.from('{"alg":"none"}').toString('base64url');
      const forgeries = [
        await forge('RS256', privateKey),
        await forge('HS256', new TextEncoder().encode('a secret of the forger, 32 bytes')),
        `${none}.${session_jwt.split('.')[1] ?? ''}.`,
        `${unsigned}.AAAA`,
        'not-a-jwt',
        'a.b.c',
      ];
      for (const forgery of forgeries) {
        expect(
          (await service.call('POST', verifyPath, { session_jwt: forgery })).body,
        ).toMatchObject(notFound);
        expect(
          (await service.call('DELETE', deletePath, { session_jwt: forgery })).body,
        ).toMatchObject(notFound);
      }
      expect((await service.call('POST', verifyPath, { session_token })).status).toBe(200);
    });

    it('lets one of two deletions win, and no verification bring a session back', async () => {
      const { session_token } = await service.signIn('race@example.com');
      const answers = await Promise.all([
        ...Array.from({ length: 4 }, () => service.call('DELETE', deletePath, { session_token })),
        ...Array.from({ length: 4 }, () =>
          service.call('POST', verifyPath, { session_token, session_expires_in: 60 }),
        ),
      ]);
      expect(answers.slice(0, 4).filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.every(({ status }) => status === 200 || status === 404)).toBe(true);
      expect((await service.call('POST', verifyPath, { session_token })).status).toBe(404);
    });

    it('sweeps expired sessions and codes, and leaves live ones', async () => {
      const gone = await service.signIn('sweep@example.com', 5);
      service.advance(7200);
      const kept = await service.signIn('sweep-later@example.com');
      await expect
        .poll(async () => JSON.stringify((await service.database.rows())['sessions']))
        .not.toContain(gone.session.id);
      await expect
        .poll(async () => JSON.stringify((await service.database.rows())['codes']))
        .not.toContain(gone.method_id);
      expect(
        (await service.call('POST', verifyPath, { session_token: kept.session_token })).status,
      ).toBe(200);
    });

    it('keeps its signing key and its sessions over a restart', async () => {
      const { session_token, session_jwt } = await service.signIn('restart@example.com');
      const keys = (await service.call('GET', '/v1/auth/jwks/default')).body;
      await service.restart();
      expect((await service.call('GET', '/v1/auth/jwks/default')).body).toEqual(keys);
      expect((await service.call('POST', verifyPath, { session_jwt })).status).toBe(200);
      expect((await service.call('POST', verifyPath, { session_token })).status).toBe(200);
    });

    it('never meets an unexpected error', () => {
      expect(service.errors).toEqual([]);
    });
  });
}
