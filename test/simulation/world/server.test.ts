import { describe, expect, it } from 'vitest';
import type { World } from '../../../src/testing/simulation/world/world.js';
import { CREDENTIAL, PERSONAL, TICKET } from '../../../src/testing/simulation/world/markers.js';
import { makeWorld, settle } from './helpers.js';

interface Granted {
  user: { id: string; email: string; firstName: string };
  sessionToken: string;
  sessionJwt: string;
  ticket: string;
  everywhereTicket: string;
}

function signIn(world: World, email = `${PERSONAL}-1@example.test`): Granted {
  const methodId = world.server.sendCode(email);
  const code = world.server.readMail(methodId);
  const { status, body } = post(world, '/otp/verify', { methodId, code });
  expect(status).toBe(200);
  return body as Granted;
}

const post = (world: World, path: string, body: object, bearer: string | null = null) =>
  world.server.handle({ path: `/api/auth${path}`, body: { ...body }, bearer });

describe('the simulated server', () => {
  it('grants a session once per code, with everything planted', () => {
    const world = makeWorld();
    const methodId = world.server.sendCode('a@example.test');
    const code = world.server.readMail(methodId);
    expect(post(world, '/otp/verify', { methodId, code: 'wrong' }).status).toBe(401);
    expect(post(world, '/otp/verify', { methodId, code }).status).toBe(200);
    expect(post(world, '/otp/verify', { methodId, code }).status).toBe(401);
    const granted = signIn(world);
    expect(granted.sessionToken).toContain(CREDENTIAL);
    expect(granted.sessionJwt).toContain(CREDENTIAL);
    expect(granted.user.email).toContain(PERSONAL);
    expect(granted.ticket).toContain(TICKET);
  });

  it('revokes by ticket or by token, idempotently, and refuses a forged ticket', () => {
    const world = makeWorld();
    const [first, second] = [signIn(world), signIn(world)];
    expect(post(world, '/logout', { ticket: first.ticket }).status).toBe(200);
    expect(post(world, '/logout', { ticket: first.ticket }).status).toBe(200);
    expect(post(world, '/session/refresh', {}, first.sessionToken).status).toBe(401);
    expect(post(world, '/session/refresh', {}, second.sessionToken).status).toBe(200);
    expect(post(world, '/logout', {}, second.sessionToken).status).toBe(200);
    expect(post(world, '/session/refresh', {}, second.sessionToken).status).toBe(401);
    expect(post(world, '/logout', { ticket: 'forged' }).status).toBe(401);
    expect(post(world, '/logout', {}).status).toBe(400);
  });

  it('revokes everywhere, but no session that began after the user asked', async () => {
    const world = makeWorld();
    const first = signIn(world);
    const other = signIn(world, `${PERSONAL}-22@example.test`);
    world.scheduler.post({ label: 'later', delay: 10_000, run: () => {} });
    await settle(world);
    const later = signIn(world);
    post(world, '/logout', { ticket: first.everywhereTicket, age: 5 });
    expect(post(world, '/session/refresh', {}, first.sessionToken).status).toBe(401);
    expect(post(world, '/session/refresh', {}, later.sessionToken).status).toBe(200);
    expect(post(world, '/session/refresh', {}, other.sessionToken).status).toBe(200);
    post(world, '/logout', { ticket: first.everywhereTicket, age: 0 });
    expect(post(world, '/session/refresh', {}, later.sessionToken).status).toBe(401);
  });

  it.each([
    ['requestLost', 'TypeError', false],
    ['responseLost', 'TypeError', true],
    ['serverFails', 500, false],
    ['serverBusy', 429, false],
    ['revocationRefused', 401, false],
    ['sessionUnknown', 404, true],
    ['requestHangs', 'TimeoutError', false],
    ['requestSlow', 200, true],
    ['requestDuplicated', 200, true],
  ] as const)('on %s answers %s', async (kind, answer, arrived) => {
    const world = makeWorld({ faults: { [kind]: 1 } });
    const { ticket } = signIn(world);
    const { environment, tab } = world.openTab();
    const controller = new AbortController();
    let seen: unknown;
    tab.post('script', () => {
      environment.clock.setTimeout(
        () => controller.abort(new DOMException('late', 'TimeoutError')),
        60_000,
      );
      environment
        .fetch('/api/auth/logout', {
          method: 'POST',
          body: JSON.stringify({ ticket }),
          signal: controller.signal,
        })
        .then(
          ({ status }) => {
            seen = status;
          },
          (error: unknown) => {
            seen = (error as Error).name;
          },
        );
    });
    await settle(world);
    expect(seen).toBe(answer);
    expect([...world.server.sessions.values()][0]?.revokedBy).toBe(arrived ? 'session' : null);
  });

  it('cannot be reached offline', async () => {
    const world = makeWorld();
    world.setOnline(false);
    const { environment, tab, page } = world.openTab();
    let online = false;
    page.listen('online', () => {
      online = true;
    });
    let failure: unknown;
    tab.post('script', () => {
      environment.fetch('/api/auth/logout', { method: 'POST' }).catch((error: unknown) => {
        failure = error;
      });
    });
    await settle(world);
    expect(failure).toBeInstanceOf(TypeError);
    world.setOnline(true);
    await settle(world);
    expect(online).toBe(true);
  });
});
