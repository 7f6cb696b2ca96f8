import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseKind } from '../support/databases.js';
import { secretKey } from '../support/secret-key.js';
import { createTestService, type TestService } from '../support/service.js';

const verifySession = ['POST', '/v1/auth/sessions/verify'] as const;
const deleteSession = ['DELETE', '/v1/auth/sessions/delete'] as const;
const sendCode = ['POST', '/v1/auth/otps/email/login_or_create'] as const;
const verifyCode = ['POST', '/v1/auth/otps/verify'] as const;
const list = '/v1/auth/sessions/list';

const withBody = [verifySession, deleteSession, sendCode, verifyCode];
const everyEndpoint = [
  ...withBody,
  ['GET', `${list}?user_id=user_1`],
  ['GET', '/v1/auth/users/user_1'],
  ['DELETE', '/v1/auth/users/user_1/delete'],
] as const;

const wrongBodies: [readonly [string, string], Record<string, unknown>][] = [
  [verifySession, {}],
  [verifySession, { session_token: 'T', session_jwt: 'J' }],
  [verifySession, { session_id: 'ID' }],
  [verifySession, { session_token: '' }],
  [verifySession, { session_token: null }],
  [verifySession, { session_token: ['T'] }],
  [verifySession, { session_token: { $ne: '' } }],
  [verifySession, { session_token: 1 }],
  [verifySession, { session_token: 'T\u0000' }],
  [verifySession, { session_token: 'x'.repeat(513) }],
  [verifySession, { session_token: 'T', extra: 1 }],
  ...[4, 527_041, 0, -60, 5.5, '60', null, true].map(
    (session_expires_in): [readonly [string, string], Record<string, unknown>] => [
      verifySession,
      { session_token: 'T', session_expires_in },
    ],
  ),
  [deleteSession, {}],
  [deleteSession, { session_token: 'T', session_id: 'ID' }],
  [deleteSession, { session_token: 'T', session_jwt: 'J' }],
  [deleteSession, { session_jwt: 'J', session_id: 'ID' }],
  [deleteSession, { session_token: 'T', session_jwt: 'J', session_id: 'ID' }],
  [deleteSession, { session_token: 'T', session_expires_in: 60 }],
  [deleteSession, { user_id: 'U' }],
  [deleteSession, { started_before: 2_000_000_000 }],
  [deleteSession, { session_id: 'ID', started_before: 2_000_000_000 }],
  [deleteSession, { session_token: 'T', user_id: 'U', started_before: 2_000_000_000 }],
  [deleteSession, { user_id: 'U', started_before: '2000000000' }],
  [deleteSession, { user_id: 'U', started_before: -1 }],
  [deleteSession, { user_id: 'U', started_before: 1.5 }],
  [deleteSession, { session_token: false }],
  [deleteSession, { session_token: null, session_id: 'ID' }],
  [deleteSession, { session_id: '' }],
  [deleteSession, { session_id: ['ID'] }],
  [deleteSession, { session_id: '%\u0000' }],
  [sendCode, {}],
  [sendCode, { email: 'nobody' }],
  [sendCode, { email: 'a@b@example.com' }],
  [sendCode, { email: 'a@example.com\r\nBcc: b@example.com' }],
  [sendCode, { email: ['a@example.com'] }],
  [sendCode, { email: `${'a'.repeat(250)}@example.com` }],
  [sendCode, { email: 'a@example.com', expires_in: 11 }],
  [sendCode, { email: 'a@example.com', expires_in: 0 }],
  [sendCode, { email: 'a@example.com', expires_in: '5' }],
  [sendCode, { email: 'a@example.com', name: 'A' }],
  [verifyCode, {}],
  [verifyCode, { method_id: 'M' }],
  [verifyCode, { otp: 'C' }],
  [verifyCode, { method_id: 'M', otp: 123_456 }],
  [verifyCode, { method_id: 'M', otp: '12345' }],
  [verifyCode, { method_id: 'M', otp: '1234567' }],
  [verifyCode, { method_id: 'M', otp: '12345a' }],
  [verifyCode, { method_id: 'M', otp: '١٢٣٤٥٦' }],
  [verifyCode, { method_id: ['M'], otp: 'C' }],
  [verifyCode, { method_id: 'M', otp: 'C', session_expires_in: 4 }],
  [verifyCode, { method_id: 'M', otp: 'C', device_fingerprint: 'Test/1' }],
  [verifyCode, { method_id: 'M', otp: 'C', device_fingerprint: { screen: '1x1' } }],
  [verifyCode, { method_id: 'M', otp: 'C', device_fingerprint: { ip: 'x'.repeat(65) } }],
  [verifyCode, { method_id: 'M', otp: 'C', admin: true }],
];

const malformed = [
  '',
  '{',
  '{"session_token":',
  'session_token=T',
  '[]',
  'null',
  '"T"',
  '1',
  '\u0000',
];

export function badInputSuite(databases: () => DatabaseKind): void {
  describe('bad input changes nothing and is answered with the error body', () => {
    let service: TestService;
    let real: Record<string, string>;
    let before: unknown;

    beforeAll(async () => {
      service = await createTestService(databases());
      const { session, session_token, session_jwt, user_id } =
        await service.signIn('real@example.com');
      const { method_id, otp } = await service.sendCode('real@example.com');
      real = { T: session_token, J: session_jwt, ID: session.id, U: user_id, M: method_id, C: otp };
      before = await service.database.rows();
    });
    afterAll(() => service.close());

    // Real identifiers stand in for the letters: each request would work if only the one thing were right.
    const fill = (body: Record<string, unknown>): Record<string, unknown> =>
      Object.fromEntries(
        Object.entries(body).map(([key, value]) => [
          key,
          typeof value === 'string' ? (real[value] ?? value) : value,
        ]),
      );

    const outcome = async (request: Promise<{ status: number; body: unknown }>) => {
      const { status, body } = await request;
      const text = JSON.stringify(body);
      return {
        status,
        body,
        leaks: [real['T'], real['J'], real['C'], secretKey].some((secret) =>
          text.includes(secret ?? ''),
        ),
        changes:
          !isDeepStrictEqual(await service.database.rows(), before) ||
          service.mails.length !== 2 ||
          service.errors.length !== 0,
      };
    };

    const refusal = (status: number, type: string) => ({
      status,
      body: { error_type: type, error_message: expect.any(String), status_code: status },
      leaks: false,
      changes: false,
    });

    it.each(wrongBodies)('%s %j', async ([method, path], body) => {
      expect(await outcome(service.call(method, path, fill(body)))).toEqual(
        refusal(400, 'invalid_request'),
      );
    });

    it.each(withBody)('%s %s with a body that is no JSON object', async (method, path) => {
      for (const body of malformed)
        expect(await outcome(service.call(method, path, body))).toEqual(
          refusal(400, 'invalid_request'),
        );
      expect(await outcome(service.call(method, path))).toEqual(refusal(400, 'invalid_request'));
      expect(
        await outcome(service.call(method, path, '{"__proto__":{"session_token":"T"}}')),
      ).toEqual(refusal(400, 'invalid_request'));
      expect(await outcome(service.call(method, path, '['.repeat(8000)))).toEqual(
        refusal(400, 'invalid_request'),
      );
    });

    it.each(withBody)('%s %s with another content type', async (method, path) => {
      const bodies = { session_token: 'T', email: 'b@example.com', method_id: 'M', otp: 'C' };
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'application/jsonp',
        '',
      ]) {
        const request = service.call(method, path, fill(bodies), { 'Content-Type': type });
        expect(await outcome(request)).toEqual(refusal(400, 'invalid_request'));
      }
    });

    it.each(withBody)('%s %s with an oversized body', async (method, path) => {
      const body = { session_token: real['T'], padding: 'x'.repeat(17_000) };
      expect(await outcome(service.call(method, path, body))).toEqual(
        refusal(413, 'request_too_large'),
      );
    });

    it.each([
      '',
      '?user_id=',
      '?user_id=a&user_id=b',
      '?user_id=U&page=1',
      '?user_id=U&limit=0',
      '?user_id=U&limit=1001',
      '?user_id=U&limit=1.5',
      '?user_id=U&starting_after=x',
      '?user_id=U&starting_after=',
      '?user=U',
      '?user_id=%00',
      `?user_id=${'u'.repeat(129)}`,
    ])('GET list%s', async (query) => {
      const request = service.call('GET', list + query.replace('U', real['U'] ?? ''));
      expect(await outcome(request)).toEqual(refusal(400, 'invalid_request'));
    });

    it('a user id that cannot be one', async () => {
      for (const id of ['%00', 'u'.repeat(129), '%0a']) {
        expect(await outcome(service.call('GET', `/v1/auth/users/${id}`))).toEqual(
          refusal(400, 'invalid_request'),
        );
        expect(await outcome(service.call('DELETE', `/v1/auth/users/${id}/delete`))).toEqual(
          refusal(400, 'invalid_request'),
        );
      }
      expect(await outcome(service.call('GET', "/v1/auth/users/'%20or%201=1--"))).toEqual(
        refusal(404, 'user_not_found'),
      );
      expect(await outcome(service.call('GET', '/v1/auth/users/%E0%A4%A'))).toEqual(
        refusal(404, 'user_not_found'),
      );
    });

    it.each(everyEndpoint)('%s %s without a valid secret key', async (method, path) => {
      const body = method === 'GET' ? undefined : { session_token: real['T'] };
      const keys = [
        '',
        'Bearer',
        'Bearer sk_test_wrong',
        `Basic ${secretKey}`,
        secretKey,
        `Bearer ${secretKey}x`,
        `Bearer ${secretKey.slice(0, -1)}`,
      ];
      for (const Authorization of keys) {
        expect(await outcome(service.call(method, path, body, { Authorization }))).toEqual(
          refusal(401, 'unauthorized'),
        );
      }
    });

    it.each(everyEndpoint)('%s %s from a browser', async (method, path) => {
      const body = method === 'GET' ? undefined : { session_token: real['T'] };
      const answer = service.call(method, path, body, { Origin: 'https://app.example.com' });
      expect(await outcome(answer)).toEqual(refusal(401, 'secret_key_in_browser'));
      expect((await answer).headers.has('Access-Control-Allow-Origin')).toBe(false);
    });

    it('endpoints that are not there', async () => {
      for (const [method, path] of [
        ['GET', '/'],
        ['GET', '/v1/auth/sessions/verify'],
        ['POST', '/v1/auth/sessions/delete'],
        ['DELETE', '/v1/auth/sessions'],
        ['PUT', '/v1/auth/users/user_1'],
        ['GET', '/v2/auth/jwks/default'],
        ['GET', '/dev/inbox'],
      ] as const) {
        expect(
          await outcome(service.call(method, path, method === 'GET' ? undefined : {})),
        ).toEqual(refusal(404, 'route_not_found'));
      }
    });

    it('still serves the real session afterwards', async () => {
      expect((await service.call(...verifySession, { session_token: real['T'] })).status).toBe(200);
      expect(
        (await service.call(...verifyCode, { method_id: real['M'], otp: real['C'] })).status,
      ).toBe(200);
    });
  });
}
