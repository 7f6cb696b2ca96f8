import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IssuedGrant } from '../../src/server/index.js';
import { tombstoneCookieName } from '../../src/wire/index.js';
import { createCookieJar } from './support/cookie-jar.js';
import type { CookieJar } from './support/cookie-jar.js';
import { CODE, startFakeApi } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { handlerOver, post, read, SITE } from './support/handler.js';
import { failure, success } from './support/logout.js';

let api: FakeApi;
let jar: CookieJar;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => {
  api.reset();
  jar = createCookieJar();
});

const ended = { status: 401, body: { error: 'Session ended', code: 'session_ended' } };
const SESSION_COOKIES = ['__Host-session_token', '__Host-session_jwt', 'moonkey_session'];
const SIGNED_OUT = ['moonkey_tombstone_sess_…', 'moonkey_revocation_…'];
const namesInJar = (): string[] =>
  jar.names().map((name) => name.replace(/^(moonkey_tombstone_sess_)\d+$/, '$1…'));

function open(options: Parameters<typeof handlerOver>[1] = {}) {
  const { handler, errors } = handlerOver(api, { cookie: true, ...options });
  const send = async (path: string, body?: unknown, more: Record<string, string> = {}) =>
    jar.keep(await handler(post(path, body, jar.headers(more))));
  const restore = async () =>
    jar.keep(await handler(new Request(`${SITE}/api/auth/session`, { headers: jar.headers() })));
  const signIn = async () =>
    (await (await send('/otp/verify', { methodId: 'email_1', code: CODE })).json()) as IssuedGrant;
  return { handler, errors, send, restore, signIn };
}

describe('a logout that the API could not be told of', () => {
  it.each([
    ['by ticket', ({ ticket }: IssuedGrant) => [{ ticket, age: 0 }, {}]],
    ['by ticket, a while ago', ({ ticket }: IssuedGrant) => [{ ticket, age: 60 }, {}]],
    [
      'everywhere, by ticket',
      ({ everywhereTicket }: IssuedGrant) => [{ ticket: everywhereTicket }, {}],
    ],
    [
      'by token',
      ({ sessionToken }: IssuedGrant) => [{}, { Authorization: `Bearer ${sessionToken}` }],
    ],
    ['by cookie', () => [{}, {}]],
    ['by the cookie, everywhere', () => [{ scope: 'everywhere' }, {}]],
  ] as const)('%s, takes the session from the browser all the same', async (_how, logout) => {
    const { send, restore, signIn } = open();
    const grant = await signIn();
    expect(namesInJar()).toEqual(SESSION_COOKIES);
    api.fail('delete', { status: 500 });
    api.fail('verifySession', { status: 500 });
    const [body, headers] = logout(grant);
    expect(await read(await send('/logout', body, headers))).toEqual(failure);
    expect(namesInJar()).toEqual(SIGNED_OUT.toReversed());

    api.mend();
    expect((await restore()).status).toBe(401);
    expect(api.sessions.size).toBe(0);
    expect(namesInJar()).toEqual([]);
  });

  it('leaves the cookies of a session alone that has begun since', async () => {
    const { send, signIn } = open();
    const { ticket } = await signIn();
    await signIn();
    api.fail('delete', { status: 500 });
    expect((await send('/logout', { ticket, age: 60 })).status).toBe(500);
    expect((await send('/logout', { ticket: 'x', age: 0 })).status).toBe(401);
    expect(namesInJar()).toEqual(SESSION_COOKIES);
    api.fail('delete', { status: 500 });
    expect((await send('/logout', { ticket, age: 0 })).status).toBe(500);
    expect(namesInJar()).toEqual(SESSION_COOKIES);
  });

  it('keeps nothing that can be used to sign in, or by another browser’s handler', async () => {
    const { send, signIn } = open();
    const { sessionToken } = await signIn();
    api.fail('delete', { status: 500 });
    await send('/logout', {});
    const kept = [...jar.cookies.values()].join();
    expect(kept).not.toContain(String(sessionToken));
    const [name = '', sealed = ''] = [...jar.cookies].find(([key]) => key.includes('revoc')) ?? [];
    jar.cookies.clear();
    jar.cookies.set(name, sealed);
    const foreign = open({ ticketSecret: 'Zt5Wb0RkM8xVq2CnLf7PyGj4DhSu9OiA' });
    expect((await foreign.restore()).status).toBe(401);
    expect(api.sessions.size).toBe(1);
  });
});

describe('a tombstone', () => {
  const outBy = (grant: IssuedGrant): void => {
    jar.cookies.set(tombstoneCookieName(grant.sessionId), '1');
  };

  it('makes the handler refuse and end the session, by cookie and by token', async () => {
    for (const headers of [() => ({}), (token: string) => ({ Authorization: `Bearer ${token}` })]) {
      const { send, signIn } = open();
      const grant = await signIn();
      outBy(grant);
      const refreshed = await send('/session/refresh', {}, headers(String(grant.sessionToken)));
      expect(await read(refreshed)).toEqual(ended);
      expect(api.sessions.size).toBe(0);
      expect(namesInJar()).toEqual([]);
    }
  });

  it('is honoured while the API cannot be told', async () => {
    const { restore, signIn } = open();
    outBy(await signIn());
    api.fail('delete', { status: 500 });
    expect(await read(await restore())).toEqual(ended);
    expect(namesInJar().toSorted()).toEqual(SIGNED_OUT.toSorted());
    expect(await read(await restore())).toMatchObject({ status: 401 });
    expect(api.sessions.size).toBe(0);
    expect(namesInJar()).toEqual([]);
  });

  it('goes with the confirmed revocation, and no other session’s', async () => {
    const { send, signIn } = open();
    const grant = await signIn();
    outBy(grant);
    jar.cookies.set(tombstoneCookieName('sess_other'), '1');
    expect(await read(await send('/logout', { ticket: grant.ticket }))).toEqual(success);
    expect([...jar.cookies.keys()]).toEqual([tombstoneCookieName('sess_other')]);
  });

  it('of another session, or a malformed one, hinders nobody', async () => {
    const { restore, signIn } = open();
    await signIn();
    jar.cookies.set(tombstoneCookieName('sess_other'), '1');
    jar.cookies.set('moonkey_tombstone_%E0%A4%A', '1');
    expect((await restore()).status).toBe(200);
  });
});

describe('several cookies of one name', () => {
  const planted = (value: string, token: string): Record<string, string> => ({
    Origin: SITE,
    Cookie: `session_token=${value}; session_token=${token}`,
  });

  it('are all ended and cleared by a logout', async () => {
    const own = api.addSession();
    const evil = api.addSession({ user_id: 'user_2' });
    const { handler } = open();
    const response = await handler(post('/logout', {}, planted(evil.token, own.token)));
    expect(await read(response)).toEqual(success);
    expect(api.sessions.size).toBe(0);
    const cleared = response.headers.getSetCookie().join('\n');
    expect(cleared).toMatch(/^session_token=; Path=\/; [^\n]*SameSite=Lax; Secure$/m);
    expect(cleared).toMatch(/^session_token=; Path=\/; .*Domain=example\.com; Secure$/m);
    expect(cleared).toMatch(/^session_token=; Path=\/api\/auth; /m);
  });

  it.each(['%E0%A4%A', '', 'a b', 'x'.repeat(600)])('are not hidden by %j', async (malformed) => {
    const own = api.addSession();
    const { handler } = open();
    const refreshed = await handler(post('/session/refresh', {}, planted(malformed, own.token)));
    expect(refreshed.status).toBe(200);
    const response = await handler(post('/logout', {}, planted(malformed, own.token)));
    expect(await read(response)).toEqual(success);
    expect(api.sessions.size).toBe(0);
  });

  it('give way to the one that nobody else could set', async () => {
    const own = api.addSession();
    const evil = api.addSession({ user_id: 'user_2' });
    const { handler } = open();
    const headers = {
      Origin: SITE,
      Cookie: `session_token=${evil.token}; __Host-session_token=${own.token}`,
    };
    const { body } = await read(await handler(post('/session/refresh', {}, headers)));
    expect(body).toMatchObject({ sessionId: own.id });
  });
});
