import { beforeEach, describe, expect, it } from 'vitest';
import { isWireError, ROUTES } from '../../../../src/wire/index.js';

/** A backend to hold against the real one. */
export interface WireUnderTest {
  /** One request; `token` is sent as the bearer's. */
  send(
    route: string,
    body: object,
    token?: string,
  ): Promise<{ readonly status: number; readonly body: unknown }>;
  /** The code that was sent to an address. */
  codeFor(email: string): string;
}

type Grant = Record<string, unknown>;

/** What every backend answers on the four routes, real or fake. */
export function describeWire(name: string, create: () => WireUnderTest): void {
  describe(`${name}, as createAuthHandler does it:`, () => {
    let wire: WireUnderTest;
    let email: string;
    beforeEach(() => {
      wire = create();
      email = `person${Math.random().toString(36).slice(2)}@example.test`;
    });

    async function signIn(): Promise<Grant> {
      const sent = await wire.send(ROUTES.sendCode, { email });
      const { methodId } = sent.body as { methodId: string };
      const code = wire.codeFor(email);
      const { status, body } = await wire.send(ROUTES.verifyCode, { methodId, code });
      expect(status).toBe(200);
      return body as Grant;
    }
    const refresh = (token: unknown) => wire.send(ROUTES.refresh, {}, String(token));
    const refusal = async (answer: ReturnType<WireUnderTest['send']>) => {
      const { status, body } = await answer;
      expect(isWireError(body)).toBe(true);
      return [status, (body as { code: string }).code];
    };

    it('gives a complete grant for a code, and a fresh one for a refresh', async () => {
      const grant = await signIn();
      const text = expect.any(String);
      const number = expect.any(Number);
      expect(grant).toMatchObject({
        user: { id: text, email, createdAt: number },
        ...{ sessionId: text, sessionToken: text, sessionJwt: text },
        ...{ ticket: text, everywhereTicket: text },
        ...{ jwtExpiresAt: number, expiresAt: number },
      });
      const again = await refresh(grant['sessionToken']);
      expect(again.body).toMatchObject({
        sessionId: grant['sessionId'],
        sessionToken: grant['sessionToken'],
      });
    });

    it('refuses a wrong code', async () => {
      const { body } = await wire.send(ROUTES.sendCode, { email });
      const { methodId } = body as { methodId: string };
      const wrong = wire.codeFor(email) === '000000' ? '000001' : '000000';
      expect(await refusal(wire.send(ROUTES.verifyCode, { methodId, code: wrong }))).toEqual([
        401,
        'code_refused',
      ]);
    });

    it('revokes by ticket, as often as it is asked to, and only that session', async () => {
      const [one, other] = [await signIn(), await signIn()];
      for (const _ of [1, 2]) {
        const answer = await wire.send(ROUTES.logout, { ticket: one['ticket'], age: 1 });
        expect(answer).toEqual({ status: 200, body: { success: true } });
      }
      expect(await refusal(refresh(one['sessionToken']))).toEqual([401, 'session_ended']);
      expect((await refresh(other['sessionToken'])).status).toBe(200);
    });

    it('revokes by token', async () => {
      const { sessionToken } = await signIn();
      const answer = await wire.send(ROUTES.logout, { scope: 'session' }, String(sessionToken));
      expect(answer).toEqual({ status: 200, body: { success: true } });
      expect((await refresh(sessionToken)).status).toBe(401);
    });

    it('revokes everywhere', async () => {
      const [one, other] = [await signIn(), await signIn()];
      await wire.send(ROUTES.logout, { ticket: one['everywhereTicket'], age: 0 });
      expect((await refresh(one['sessionToken'])).status).toBe(401);
      expect((await refresh(other['sessionToken'])).status).toBe(401);
    });

    it('refuses what it does not know', async () => {
      expect(await refusal(wire.send('/nothing', {}))).toEqual([404, 'route_not_found']);
      expect(await refusal(refresh('unknown'))).toEqual([401, 'session_ended']);
      expect(await refusal(wire.send(ROUTES.logout, { ticket: 'forged', age: 0 }))).toEqual([
        401,
        'ticket_refused',
      ]);
      expect(await refusal(wire.send(ROUTES.logout, {}))).toEqual([400, 'no_session']);
    });
  });
}
