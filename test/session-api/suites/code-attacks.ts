import { describe, expect, it } from 'vitest';
import {
  createSessionApi,
  type SessionApiOptions,
} from '../../../packages/session-api/src/index.js';
import type { DatabaseKind } from '../support/databases.js';
import { secretKey } from '../support/secret-key.js';

const sendPath = '/v1/auth/otps/email/login_or_create';
const verifyPath = '/v1/auth/otps/verify';
const day = 86_400;

interface Answer {
  status: number;
  body: Record<string, string>;
  retryAfter: number;
}

/** A service in virtual time, of which the tests read the mail. */
async function service(databases: DatabaseKind, options: Partial<SessionApiOptions> = {}) {
  const database = await databases.create();
  const codes = new Map<string, string>();
  let milliseconds = Date.UTC(2030, 0, 1);
  const api = await createSessionApi({
    secretKeys: [secretKey],
    database: database.options,
    clock: () => milliseconds,
    mailer: { send: ({ methodId, code }) => Promise.resolve(void codes.set(methodId, code)) },
    onError: () => undefined,
    rotateKeysAfter: 0,
    ...options,
  });
  const post = async (path: string, body: object): Promise<Answer> => {
    const response = await api.fetch(
      new Request(`http://localhost${path}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
    return {
      status: response.status,
      retryAfter: Number(response.headers.get('Retry-After')),
      body: (await response.json()) as Record<string, string>,
    };
  };
  const from = (ip: string) => (ip === '' ? {} : { device_fingerprint: { ip } });
  const ask = (email: string, ip = '') => post(sendPath, { email, ...from(ip) });
  const verify = (method_id: string, otp: string, ip = '') =>
    post(verifyPath, { method_id, otp, session_expires_in: 60, ...from(ip) });
  return {
    post,
    ask,
    verify,
    code: (methodId: string) => codes.get(methodId) ?? '',
    wrong: (methodId: string) =>
      String((Number(codes.get(methodId)) + 1) % 1_000_000).padStart(6, '0'),
    advance: (seconds: number) => void (milliseconds += seconds * 1000),
    /** Asks for a code and uses it. */
    async signIn(email: string, ip = '') {
      const method = (await ask(email, ip)).body['method_id'] ?? '';
      return verify(method, codes.get(method) ?? '', ip);
    },
    async close() {
      await api.close();
      await database.remove();
    },
  };
}

const attacker = (number: number): string => `198.51.${Math.floor(number / 250)}.${number % 250}`;

export function codeAttacksSuite(databases: () => DatabaseKind): void {
  describe('attacks on one-time codes', () => {
    it("neither uses up nor replaces a victim's code", async () => {
      const world = await service(databases());
      for (let round = 0; round < 10; round += 1) {
        const mine = (await world.ask('ada@example.com', '192.0.2.1')).body['method_id'] ?? '';
        const his = (await world.ask('ada@example.com', attacker(round))).body['method_id'] ?? '';
        for (let guess = 0; guess < 6; guess += 1) {
          const answer = await world.verify(his, world.wrong(his), attacker(round));
          expect(answer.body['error_type']).toBe('invalid_otp');
        }
        expect((await world.verify(his, world.code(mine))).status).toBe(400);
        const first = await world.verify(mine, world.code(mine), '192.0.2.1');
        const second =
          first.status === 200 ? first : await world.verify(mine, world.code(mine), '192.0.2.1');
        expect(second.status).toBe(200);
        world.advance(60);
      }
      await world.close();
    });

    it('leaves codes for a victim who was here before, and for one who is new', async () => {
      const world = await service(databases());
      expect((await world.signIn('ada@example.com', '192.0.2.1')).status).toBe(200);
      for (let client = 0; client < 100; client += 1)
        await world.ask('ada@example.com', attacker(client));
      const more = await world.ask('ada@example.com', attacker(100));
      expect([more.status, more.body['error_type']]).toEqual([429, 'too_many_requests']);
      expect((await world.signIn('ada@example.com', '192.0.2.1')).status).toBe(200);
      await world.close();
    });

    it('takes two codes, one after the other, once an address was guessed at', async () => {
      const world = await service(databases());
      const answers: string[] = [];
      for (let guesses = 0; guesses <= 6; guesses += 1) {
        const email = `guessed${guesses}@example.com`;
        const ids = [
          (await world.ask(email, attacker(1))).body['method_id'] ?? '',
          (await world.ask(email, attacker(2))).body['method_id'] ?? '',
        ];
        for (let guess = 0; guess < guesses; guess += 1) {
          const id = ids[guess % 2] ?? '';
          await world.verify(id, world.wrong(id));
        }
        const { status, body } = await world.signIn(email, attacker(3));
        answers.push(status === 200 ? 'in' : (body['error_type'] ?? ''));
        world.advance(3600);
      }
      const second = 'second_code_sent';
      expect(answers).toEqual(['in', 'in', 'in', 'in', 'in', second, second]);

      const id = (await world.ask('guessed6@example.com', attacker(4))).body['method_id'] ?? '';
      const code = world.code(id);
      expect((await world.verify(id, code)).body['error_type']).toBe(second);
      expect(world.code(id)).not.toBe(code);
      expect((await world.verify(id, code)).body['error_type']).toBe('invalid_otp');
      expect((await world.verify(id, world.code(id))).status).toBe(200);
      await world.close();
    });

    it('remembers guesses for a year, and does not hold them against a client that was here before', async () => {
      const world = await service(databases(), { codes: { guardAfter: 5 } });
      expect((await world.signIn('ada@example.com', '192.0.2.1')).status).toBe(200);
      const id = (await world.ask('ada@example.com', attacker(1))).body['method_id'] ?? '';
      for (let guess = 0; guess < 5; guess += 1) await world.verify(id, world.wrong(id));
      for (const days of [0, 1, 29, 59]) {
        world.advance(days * day);
        const stranger = await world.signIn('ada@example.com', attacker(2 + days));
        expect(stranger.body['error_type']).toBe('second_code_sent');
        expect((await world.signIn('ada@example.com', '192.0.2.1')).status).toBe(200);
      }
      world.advance(275 * day);
      const stranger = await world.signIn('ada@example.com', attacker(99));
      expect(stranger.body['error_type']).toBe('second_code_sent');
      world.advance(2 * day);
      expect((await world.signIn('ada@example.com', attacker(100))).status).toBe(200);
      await world.close();
    });

    it('takes two codes of every new client while a list of addresses is guessed at', async () => {
      const world = await service(databases(), { codes: { guardAllAfter: 20 } });
      expect((await world.signIn('known@example.com', '192.0.2.1')).status).toBe(200);
      let within = 0;
      for (let account = 0; account < 30; account += 1) {
        const email = `list${account}@example.com`;
        const id = (await world.ask(email, attacker(account))).body['method_id'] ?? '';
        await world.verify(id, world.wrong(id), attacker(account));
        const { status } = await world.signIn(`${account}${email}`, attacker(account));
        if (status === 200) within += 1;
      }
      expect(within).toBe(19);
      expect((await world.signIn('known@example.com', '192.0.2.1')).status).toBe(200);
      await world.close();
    });

    it('limits one client whatever it guesses at, for longer each time', async () => {
      const world = await service(databases());
      const waits: number[] = [];
      for (let account = 0; waits.length < 3; account += 1) {
        expect(account).toBeLessThan(100);
        const id = (await world.ask(`many${account}@example.com`)).body['method_id'] ?? '';
        for (let guess = 0; guess < 5; guess += 1) {
          const { status, retryAfter } = await world.verify(id, world.wrong(id), '192.0.2.9');
          if (status !== 429) continue;
          waits.push(retryAfter);
          world.advance(retryAfter);
        }
      }
      expect(waits).toEqual([3600, 7200, 14_400]);
      await world.close();
    });

    it('counts an address of IPv6 by its network', async () => {
      const world = await service(databases(), { codes: { resendAfter: 30 } });
      expect((await world.ask('six@example.com', '2001:db8:0:1::1')).status).toBe(200);
      expect((await world.ask('six@example.com', '2001:DB8:0:1:ffff::2')).status).toBe(429);
      expect((await world.ask('six@example.com', '2001:db8:0:2::1')).status).toBe(200);
      await world.close();
    });

    it('takes two codes of a client that is new to an account, and one of whoever makes one', async () => {
      const world = await service(databases());
      const answers: string[] = [];
      const arrive = async (email: string, ip: string): Promise<void> => {
        const { status, body } = await world.signIn(email, ip);
        answers.push(status === 200 ? 'in' : (body['error_type'] ?? ''));
      };
      await arrive('ada@example.com', '192.0.2.1');
      await arrive('ada@example.com', '192.0.2.1');
      await arrive('ada@example.com', '192.0.2.2');
      await world.post('/v1/auth/users/create', { email: 'bob@example.com' });
      await arrive('bob@example.com', '192.0.2.1');
      await arrive('ada@example.com', '');
      expect(answers).toEqual(['in', 'in', 'second_code_sent', 'second_code_sent', 'in']);
      await world.close();
    });

    it('lets an attacker who never pauses take over one account with p < 0.000001 in a year, and its owner in', async () => {
      const world = await service(databases());
      expect((await world.signIn('ada@example.com', '192.0.2.1')).status).toBe(200);
      const days = 2;
      const answers: string[] = [];
      let requests = 0;
      let waited = 0;
      for (let asked = 0; waited < days * day; asked += 1) {
        expect(asked).toBeLessThan(5_000);
        const { status, body, retryAfter } = await world.ask('ada@example.com', attacker(asked));
        if (status !== 200) {
          waited += retryAfter;
          world.advance(retryAfter);
        } else if (requests++ % 10 === 0) {
          // The luckiest attacker there can be: the first guess is right. Tried with every tenth request.
          const id = body['method_id'] ?? '';
          const guessed = await world.verify(id, world.code(id), attacker(asked));
          answers.push(guessed.body['error_type'] ?? 'in');
        }
      }
      // Two right guesses among the five that a request stands: ten ways.
      const perRequest = 10 * 1e-6 ** 2;
      const year = requests * (365 / days) * perRequest;
      expect(requests).toBeGreaterThan(60);
      expect(new Set(answers)).toEqual(new Set(['second_code_sent']));
      expect(year).toBeLessThan(0.000_001);

      expect((await world.signIn('ada@example.com', '192.0.2.1')).status).toBe(200);
      world.advance(day);
      const id = (await world.ask('ada@example.com', '203.0.113.7')).body['method_id'] ?? '';
      const first = await world.verify(id, world.code(id), '203.0.113.7');
      expect(first.body['error_type']).toBe('second_code_sent');
      expect((await world.verify(id, world.code(id), '203.0.113.7')).status).toBe(200);
      expect((await world.signIn('ada@example.com', '203.0.113.7')).status).toBe(200);
      await world.close();
    });
  });
}
