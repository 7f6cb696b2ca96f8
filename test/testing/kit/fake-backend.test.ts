import { http } from 'msw';
import { setupServer } from 'msw/node';
import { afterEach, describe, expect, it } from 'vitest';
import { createBackend } from '../../../src/services/index.js';
import { createFakeBackend, fakeBackendHandlers, people } from '../../../src/testing/index.js';
import type { Grant } from '../../../src/wire/index.js';

const { email } = people.ada;
const signal = () => new AbortController().signal;

async function signedIn(backend = createFakeBackend()) {
  const { methodId } = await backend.sendCode({ email }, signal());
  return { backend, grant: await backend.verifyCode({ methodId, code: backend.code }, signal()) };
}

describe('createFakeBackend', () => {
  it('fails as often as told, then works', async () => {
    const backend = createFakeBackend();
    backend.failNext('sendCode', 503, 2);
    await expect(backend.sendCode({ email }, signal())).rejects.toMatchObject({ status: 503 });
    await expect(backend.sendCode({ email }, signal())).rejects.toMatchObject({ status: 503 });
    await expect(backend.sendCode({ email }, signal())).resolves.toHaveProperty('methodId');
    expect(backend.calls.map(({ result }) => result)).toEqual(['http_503', 'http_503', 'ok']);
  });

  it('holds calls until they are answered', async () => {
    const backend = createFakeBackend();
    backend.hold('sendCode');
    const calls = [1, 2].map(() => backend.sendCode({ email }, signal()));
    expect(backend.calls.map(({ result }) => result)).toEqual(['waiting', 'waiting']);
    expect(backend.answer('sendCode', 'network')).toBe(2);
    const results = await Promise.allSettled(calls);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(backend.calls.map(({ result }) => result)).toEqual(['network', 'network']);
  });

  it('does the work only when the answer is yes', async () => {
    const { backend, grant } = await signedIn();
    backend.failNext('revoke', 500);
    const proof = { ticket: grant.ticket ?? '', age: 0 };
    await expect(backend.revoke(proof, signal())).rejects.toMatchObject({ status: 500 });
    expect(backend.sessionsOf(email)).toBe(1);
    await backend.revoke(proof, signal());
    expect(backend.sessionsOf(email)).toBe(0);
    await expect(
      backend.refresh({ sessionToken: grant.sessionToken }, signal()),
    ).rejects.toMatchObject({ status: 401 });
  });

  it('ends everywhere only what had begun when the user asked', async () => {
    let now = 1_000_000;
    const { backend, grant } = await signedIn(createFakeBackend({ now: () => now }));
    now += 60_000;
    backend.startSession(email);
    await backend.revoke({ ticket: grant.everywhereTicket ?? '', age: 30 }, signal());
    expect(backend.sessionsOf(email)).toBe(1);
    backend.endSessionsOf(email);
    expect(backend.sessionsOf(email)).toBe(0);
  });

  it('lets the JWTs of the next grants live as long as it is told, in every fork', async () => {
    const { backend, grant } = await signedIn();
    const life = ({ jwtExpiresAt = 0, issuedAt = 0 }: Pick<Grant, 'jwtExpiresAt' | 'issuedAt'>) =>
      jwtExpiresAt - issuedAt;
    expect(life(grant)).toBe(300);
    backend.fork().jwtLifetime = 5;
    expect(backend.jwtLifetime).toBe(5);
    const { sessionToken } = grant;
    expect(life(await backend.refresh({ sessionToken }, signal()))).toBe(5);
    expect(() => {
      backend.jwtLifetime = 0;
    }).toThrow(/"jwtLifetime" must be/);
  });

  it.each([
    [{ codes: [] }, /"codes" is not an option/],
    [{ jwtLifetime: 0 }, /"jwtLifetime" must be/],
  ])('refuses %j', (options, message) => {
    expect(() => createFakeBackend(options as never)).toThrow(message);
  });
});

describe('fakeBackendHandlers', () => {
  const backend = createFakeBackend();
  const server = setupServer(...fakeBackendHandlers(backend, http));
  afterEach(() => server.close());

  it("answers the engine's own requests as the app's backend would", async () => {
    server.listen({ onUnhandledRequest: 'error' });
    const remote = createBackend('https://app.test/api/auth', fetch);
    const { methodId } = await remote.sendCode({ email }, signal());
    await expect(remote.verifyCode({ methodId, code: '1' }, signal())).rejects.toMatchObject({
      status: 401,
      code: 'code_refused',
    });
    const grant = await remote.verifyCode({ methodId, code: backend.code }, signal());
    expect(grant.user).toEqual(people.ada);
    const fresh = await remote.refresh({ sessionToken: grant.sessionToken ?? '' }, signal());
    expect(fresh.sessionJwt).not.toBe(grant.sessionJwt);
    backend.failNext('revoke', 'network');
    const proof = { ticket: grant.ticket ?? '', age: 2 };
    await expect(remote.revoke(proof, signal())).rejects.toThrow(TypeError);
    await remote.revoke(proof, signal());
    expect(backend.sessionsOf(email)).toBe(0);
  });

  it('says what is missing', () => {
    expect(() => fakeBackendHandlers(backend, undefined as never)).toThrow(/pass msw's "http"/);
  });
});
