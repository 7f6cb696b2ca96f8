import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseKind } from '../support/databases.js';
import { type Body, createTestService, type TestService } from '../support/service.js';

const verifyPath = '/v1/auth/sessions/verify';
const deletePath = '/v1/auth/sessions/delete';
const liveKey = 'sk_live_together_0123456789abcdef';
const testKey = 'sk_test_together_0123456789abcdef';

/** Sessions that are verified at the same time, and so read together. */
export function askedTogetherSuite(databases: () => DatabaseKind): void {
  describe('sessions that are asked for at the same time', () => {
    let service: TestService;
    let signedIn: Body[];
    beforeAll(async () => {
      service = await createTestService(databases(), {
        secretKeys: [testKey, liveKey],
        codes: { resendAfter: 0, sendsPerHour: 1000 },
      });
      signedIn = [];
      for (let number = 0; number < 6; number += 1)
        signedIn.push(await signIn(`together${number}@example.com`));
    });
    afterAll(() => service.close());

    const call = (method: string, path: string, body: object, key = testKey) =>
      service.call(method, path, body, { Authorization: `Bearer ${key}` });
    const verify = (body: object, key?: string) => call('POST', verifyPath, body, key);

    const signIn = async (email: string): Promise<Body> => {
      const { body } = await call('POST', '/v1/auth/otps/email/login_or_create', { email });
      const otp = service.mails.find(({ emailId }) => emailId === body.email_id)?.code;
      const verified = await call('POST', '/v1/auth/otps/verify', {
        method_id: body.email_id,
        otp,
        session_expires_in: 60,
      });
      expect(verified.status).toBe(200);
      return verified.body;
    };

    it('gives each who asks the session they asked for, by token and by JWT, and 404 where there is none', async () => {
      const asked = Array.from({ length: 60 }, (_, number) => {
        const one = signedIn[number % signedIn.length];
        const named =
          number % 2 === 0
            ? { session_token: one?.session_token }
            : { session_jwt: one?.session_jwt };
        return { named, expected: [200, one?.session.id] };
      });
      const unknown = { named: { session_token: 'x'.repeat(64) }, expected: [404, undefined] };
      const all = asked.flatMap((one, number) => (number % 10 === 0 ? [one, unknown] : [one]));
      const answers = await Promise.all(all.map(({ named }) => verify(named)));
      expect(answers.map(({ status, body }) => [status, body.session?.id])).toEqual(
        all.map(({ expected }) => expected),
      );
    });

    it('keeps test and live data apart', async () => {
      const keys = Array.from({ length: 20 }, (_, number) =>
        number % 2 === 0 ? testKey : liveKey,
      );
      const session_token = signedIn[0]?.session_token;
      const answers = await Promise.all(keys.map((key) => verify({ session_token }, key)));
      expect(answers.map(({ status }) => status)).toEqual(
        keys.map((key) => (key === testKey ? 200 : 404)),
      );
    });

    it('sees a logout that was acknowledged before, whoever else is asking', async () => {
      for (const { session, session_token, session_jwt } of signedIn) {
        const over = new AbortController();
        const others = Array.from({ length: 8 }, async () => {
          while (!over.signal.aborted) await verify({ session_token });
        });
        await verify({ session_token });
        const deleted = await call('DELETE', deletePath, { session_id: session.id });
        const after = await Promise.all(
          [{ session_token }, { session_jwt }, { session_token }].map((named) => verify(named)),
        );
        over.abort();
        await Promise.all(others);
        expect(deleted.status).toBe(200);
        expect(after.map(({ status }) => status)).toEqual([404, 404, 404]);
      }
    });
  });
}
