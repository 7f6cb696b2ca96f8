import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseKind } from '../support/databases.js';
import { secretKey } from '../support/secret-key.js';
import { createTestService, type TestService } from '../support/service.js';
import {
  type DocumentedRequest,
  misspellings,
  requests,
  sessionFields,
  userFields,
} from '../../support/contract/rest.js';

const liveKey = 'sk_live_fedcba9876543210';
type Fields = Record<string, unknown>;

export function contractSuite(databases: () => DatabaseKind): void {
  describe('the documented REST API', () => {
    let service: TestService;
    let count = 0;
    beforeAll(async () => {
      service = await createTestService(databases(), {
        secretKeys: [secretKey, liveKey],
        codes: { resendAfter: 0, sendsPerHour: 1000 },
      });
    });
    afterAll(() => service.close());

    /** Calls with the letters in braces replaced by the values of a user who has just signed in. */
    const call = async ({ method, path }: DocumentedRequest, fields: Fields) => {
      const email = `user${(count += 1)}@example.com`;
      const { session_token, session_jwt, session, user_id } = await service.signIn(email);
      const { method_id, otp } = await service.sendCode(email);
      const values: Record<string, string> = { T: session_token, J: session_jwt, U: user_id };
      Object.assign(values, { S: session.id, M: method_id, C: otp, E: email, N: `new-${email}` });
      const fill = (text: string) =>
        text.replaceAll(/\{([A-Z])\}/g, (_, letter: string) => values[letter] ?? '');
      const given = fill(JSON.stringify(fields));
      if (given === '{}' && method !== 'POST' && method !== 'PUT')
        return service.call(method, fill(path));
      if (method !== 'GET') return service.call(method, fill(path), given);
      const query = new URLSearchParams(JSON.parse(given) as Record<string, string>);
      return service.call(method, `${fill(path)}?${query}`);
    };
    const named = requests.map((request) => [request.name, request] as const);
    const alone = named.flatMap(([name, request]) =>
      Object.entries(request.optional).map(
        ([field, value]) => [name, field, request, value] as const,
      ),
    );

    it.each(alone)('%s takes %s', async (_, field, request, value) => {
      const { status } = await call(request, { ...request.required, [field]: value });
      expect(status).toBe(200);
    });

    it.each(named)('%s takes everything documented at once, and answers it', async (_, request) => {
      expect((await call(request, request.required)).status).toBe(200);
      const { status, body } = await call(request, { ...request.required, ...request.optional });
      expect(status).toBe(200);
      expect(Object.keys(body)).toEqual(expect.arrayContaining([...request.answer]));
      const sessions = [body.session ?? [], body.sessions ?? []].flat();
      for (const session of sessions)
        expect(Object.keys(session)).toEqual(expect.arrayContaining([...sessionFields]));
      const users = [body.user ?? [], body.users ?? []].flat();
      for (const user of users)
        expect(Object.keys(user)).toEqual(expect.arrayContaining([...userFields]));
    });

    it.each(named)('%s takes nothing that is misspelt', async (_, request) => {
      for (const { name, fields } of misspellings({ ...request.required, ...request.optional })) {
        const { status, body } = await call(request, fields);
        expect([name, status, body.error_type]).toEqual([name, 400, 'invalid_request']);
        expect(body.error_message).toContain(name);
      }
    });

    it('renews the session that both credentials name, and refuses two different ones', async () => {
      const mine = await service.signIn('both@example.com');
      const other = await service.signIn('both@example.com');
      const { method_id, otp } = await service.sendCode('both@example.com');
      const verify = (session_jwt: string) =>
        service.call('POST', '/v1/auth/otps/verify', {
          method_id,
          otp,
          session_token: mine.session_token,
          session_jwt,
        });
      expect((await verify(other.session_jwt)).body.error_type).toBe('session_not_found');
      const { body } = await verify(mine.session_jwt);
      expect([body.session.id, body.session_token]).toEqual([mine.session.id, mine.session_token]);
    });

    it('makes an active user when no verification is required', async () => {
      const { body } = await service.call('POST', '/v1/auth/otps/email/login_or_create', {
        email: 'active@example.com',
        requires_verification: false,
      });
      expect([body.status, body.user_created]).toEqual(['active', true]);
    });

    it('sends a code to a known user, and says that nobody has another address', async () => {
      const { user_id, email_id } = (
        await service.call('POST', '/v1/auth/users/create', { email: 'Known@example.com' })
      ).body;
      const sent = await service.call('POST', '/v1/auth/otps/email/send', {
        email: 'known@example.com',
      });
      expect(sent.body).toMatchObject({ user_id, email_id });
      const unknown = await service.call('POST', '/v1/auth/otps/email/send', {
        email: 'nobody@example.com',
      });
      expect(unknown.body).toMatchObject({ error_type: 'user_not_found', status_code: 404 });
    });

    it('makes a user once, with names and metadata, and answers 409 for the same address', async () => {
      const user = {
        email: 'Grace@example.com',
        first_name: 'Grace',
        last_name: 'Hopper',
        metadata: { plan: 'pro', seats: 3, tags: ['navy'] },
      };
      const { status, body } = await service.call('POST', '/v1/auth/users/create', user);
      expect([status, body]).toEqual([
        200,
        {
          ...(await service.call('GET', `/v1/auth/users/${body.user_id}`)).body,
          email_id: body.emails[0]?.id,
        },
      ]);
      expect(body).toMatchObject({
        first_name: 'Grace',
        metadata: user.metadata,
        emails: [{ email: 'grace@example.com' }],
      });
      const again = await service.call('POST', '/v1/auth/users/create', user);
      expect(again.body).toMatchObject({ error_type: 'duplicate_email', status_code: 409 });
    });

    it('merges metadata at the top level, deletes by null, clears by {}, replaces when told to', async () => {
      const { user_id } = (
        await service.call('POST', '/v1/auth/users/create', {
          email: 'meta@example.com',
          metadata: { a: 1, b: { deep: true } },
        })
      ).body;
      const update = async (change: Fields) => {
        const { body } = await service.call('PUT', `/v1/auth/users/${user_id}/update`, change);
        return body.user?.metadata;
      };
      expect(await update({ metadata: { b: { other: 1 }, c: null } })).toEqual({
        a: 1,
        b: { other: 1 },
      });
      expect(await update({ metadata: { a: null } })).toEqual({ b: { other: 1 } });
      expect(await update({ first_name: 'Meta' })).toEqual({ b: { other: 1 } });
      expect(await update({ metadata: { d: 4 }, replace_metadata: true })).toEqual({ d: 4 });
      expect(await update({ metadata: {} })).toBeUndefined();
    });

    it('adds an address, once, and not one that somebody else has', async () => {
      const { user_id } = (
        await service.call('POST', '/v1/auth/users/create', { email: 'first@example.com' })
      ).body;
      await service.call('POST', '/v1/auth/users/create', { email: 'taken@example.com' });
      const update = (email: string) =>
        service.call('PUT', `/v1/auth/users/${user_id}/update`, {
          first_name: 'Changed',
          emails: [{ email }],
        });
      for (let time = 0; time < 2; time += 1) {
        const { body } = await update('Second-address@example.com');
        expect(body.emails.map(({ email }) => email).toSorted()).toEqual([
          'first@example.com',
          'second-address@example.com',
        ]);
      }
      expect((await update('taken@example.com')).body.error_type).toBe('duplicate_email');
    });

    it('finds users, page by page', async () => {
      const ids: string[] = [];
      for (let index = 0; index < 5; index += 1)
        ids.push(
          (
            await service.call('POST', '/v1/auth/users/create', {
              email: `search${index}@example.com`,
              last_name: 'Searched',
            })
          ).body.user_id,
        );
      const search = async (body: Fields) =>
        (await service.call('POST', '/v1/auth/users/search', body)).body;
      const named = { field: 'last_name', operator: 'eq', value: 'Searched' };
      const found: string[] = [];
      for (let page = 0; page < 3; page += 1) {
        const { users, total_count, has_more } = await search({
          limit: 2,
          ...(found.length > 0 && { starting_after: found.at(-1) }),
          filters: { operator: 'AND', fields: [named] },
        });
        expect([total_count, has_more]).toEqual([5, page < 2]);
        found.push(...(users ?? []).map(({ user_id }) => user_id));
      }
      expect(found.toSorted()).toEqual(ids.toSorted());

      const emails = { field: 'email', operator: 'eq', values: ['SEARCH1@example.com', 'x@y.z'] };
      const cases: [string, Fields[], number][] = [
        ['AND', [named, emails], 1],
        ['OR', [named, emails], 5],
        ['AND', [named, { field: 'created_at', operator: 'gt', value: 1 }], 5],
        ['AND', [named, { field: 'created_at', operator: 'lt', value: 1 }], 0],
        [
          'AND',
          [
            named,
            { field: 'email', operator: 'between', value: 'search1', second_value: 'search3' },
          ],
          2,
        ],
      ];
      for (const [operator, fields, expected] of cases)
        expect((await search({ filters: { operator, fields } })).total_count).toBe(expected);
    });

    it('keeps test and live data apart', async () => {
      const live = { Authorization: `Bearer ${liveKey}` };
      const mine = await service.signIn('apart@example.com');
      const made = await service.call(
        'POST',
        '/v1/auth/users/create',
        { email: 'apart@example.com' },
        live,
      );
      expect(made.status).toBe(200);
      const answers = [
        ['POST', '/v1/auth/sessions/verify', { session_token: mine.session_token }],
        ['POST', '/v1/auth/sessions/verify', { session_jwt: mine.session_jwt }],
        ['DELETE', '/v1/auth/sessions/delete', { session_id: mine.session.id }],
        ['GET', `/v1/auth/users/${mine.user_id}`, undefined],
        ['PUT', `/v1/auth/users/${mine.user_id}/update`, { first_name: 'X' }],
        ['DELETE', `/v1/auth/users/${mine.user_id}/delete`, undefined],
      ] as const;
      for (const [method, path, body] of answers)
        expect((await service.call(method, path, body, live)).status).toBe(404);
      const all = { user_id: mine.user_id, started_before: service.now() + 10 };
      await service.call('DELETE', '/v1/auth/sessions/delete', all, live);
      const list = await service.call(
        'GET',
        `/v1/auth/sessions/list?user_id=${mine.user_id}`,
        undefined,
        live,
      );
      expect(list.body.sessions).toEqual([]);
      const { method_id, otp } = await service.sendCode('apart@example.com');
      const crossed = await service.call('POST', '/v1/auth/otps/verify', { method_id, otp }, live);
      expect(crossed.status).toBe(400);
      const verified = await service.call('POST', '/v1/auth/sessions/verify', {
        session_token: mine.session_token,
      });
      expect(verified.status).toBe(200);
    });

    it('never meets an unexpected error', () => {
      expect(service.errors).toEqual([]);
    });
  });
}
