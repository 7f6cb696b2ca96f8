import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CODE, EMAIL, startFakeApi } from './support/fake-api.js';
import type { FakeApi, FakeSession } from './support/fake-api.js';
import { handlerOver, post, read, SITE } from './support/handler.js';
import { bearer, sign, success } from './support/logout.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => api.reset());

const ended = { status: 401, body: { error: 'Session ended', code: 'session_ended' } };
const withCookie = ({ token }: FakeSession) => ({
  Origin: SITE,
  Cookie: `session_token=${token}`,
});

/** A `fetch` that holds back the answer of one endpoint until it is let go. */
function holdBack(part: string) {
  let letGo = (): void => {};
  let reached = (): void => {};
  const isReached = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const released = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let isFirst = true;
  const held: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (!isFirst || !new Request(input).url.includes(part)) return response;
    isFirst = false;
    reached();
    await released;
    return response;
  };
  return { fetch: held, isReached, letGo: () => letGo() };
}

describe('a refresh that is answered after the logout', () => {
  const logouts: readonly (readonly [string, (session: FakeSession) => Promise<Request>])[] = [
    ['by token', async ({ token }) => post('/logout', {}, bearer(token))],
    ['by cookie', async (session) => post('/logout', {}, withCookie(session))],
    [
      'by ticket',
      async ({ id, user_id }) =>
        post('/logout', { ticket: await sign({ scope: 'session', sid: id, uid: user_id }) }),
    ],
    [
      'everywhere, by ticket',
      async ({ user_id, started_at }) => {
        const claims = { scope: 'everywhere', sid: 'other', uid: user_id, iat: started_at };
        return post('/logout', { ticket: await sign(claims) });
      },
    ],
    [
      'everywhere, by token',
      async ({ user_id }) =>
        post('/logout', { scope: 'everywhere' }, bearer(api.addSession({ user_id }).token)),
    ],
  ];

  describe.each(['sessions/verify', 'users/'])('and that waited for %s', (part) => {
    it.each(logouts)('%s hands out nothing, and clears the cookie', async (_how, logout) => {
      const session = api.addSession();
      const { fetch, isReached, letGo } = holdBack(part);
      const { handler } = handlerOver(api, { cookie: true, fetch });
      const refreshed = handler(post('/session/refresh', {}, withCookie(session)));
      await isReached;
      expect(await read(await handler(await logout(session)))).toEqual(success);
      letGo();
      const response = await refreshed;
      expect(await read(response)).toEqual(ended);
      const cookies = response.headers.getSetCookie();
      expect(cookies).toEqual([expect.stringMatching(/^session_token=; .*1970/)]);
    });
  });

  it('of another session is answered as ever', async () => {
    const session = api.addSession();
    const other = api.addSession({ user_id: 'user_2' });
    const { fetch, isReached, letGo } = holdBack('sessions/verify');
    const { handler } = handlerOver(api, { fetch });
    const refreshed = handler(post('/session/refresh', {}, bearer(session.token)));
    await isReached;
    await handler(post('/logout', {}, bearer(other.token)));
    letGo();
    expect((await refreshed).status).toBe(200);
  });
});

describe('the user of a refresh', () => {
  it('is read once in a while, anew when asked for, and not at all when not wanted', async () => {
    const session = api.addSession();
    const { handler } = handlerOver(api);
    const refresh = async (body: object) =>
      (await read(await handler(post('/session/refresh', body, bearer(session.token))))).body;
    expect(await refresh({ user: false })).not.toHaveProperty('user');
    expect(api.calls.map(({ endpoint }) => endpoint)).toEqual(['verifySession']);
    for (let times = 0; times < 3; times += 1)
      expect(await refresh({})).toMatchObject({ user: { email: EMAIL } });
    expect(api.callsTo('user')).toHaveLength(1);
    expect(await refresh({ user: true })).toMatchObject({ user: { email: EMAIL } });
    expect(api.callsTo('user')).toHaveLength(2);
    expect(api.callsTo('verifySession')).toHaveLength(5);
  });

  it('is known from the sign-in, so that one request to the API does', async () => {
    const { handler } = handlerOver(api);
    const { body } = await read(
      await handler(post('/otp/verify', { methodId: 'email_1', code: CODE })),
    );
    api.calls.length = 0;
    const token = String(body['sessionToken']);
    const refreshed = await read(await handler(post('/session/refresh', {}, bearer(token))));
    expect(refreshed.body).toMatchObject({ user: body['user'] });
    expect(api.calls.map(({ endpoint }) => endpoint)).toEqual(['verifySession']);
  });
});

describe('an e-mail address', () => {
  it.each(['a@xn--fsq.xn--p1ai', 'a+b@localhost', "o'neil@example.co.uk", 'a@b-c.example'])(
    'such as %s is one',
    async (email) => {
      const { handler } = handlerOver(api);
      expect((await handler(post('/otp/send', { email }))).status).toBe(200);
    },
  );

  it.each(['a', 'a@', '@b', 'a b@c.de', 'a@b..c', 'a@-b.c', 'a@b\n', 'ü@example.com'])(
    'such as %j is none',
    async (email) => {
      const { handler } = handlerOver(api);
      expect((await handler(post('/otp/send', { email }))).status).toBe(400);
    },
  );
});
