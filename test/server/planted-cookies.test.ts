import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLogoutRoute } from '../../src/server/index.js';
import { SECRET_KEY, startFakeApi } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { handlerOver, post, read, SITE } from './support/handler.js';
import { listen } from './support/listen.js';
import type { Listening } from './support/listen.js';

let api: FakeApi;
let route: Listening;
beforeAll(async () => {
  api = await startFakeApi();
  const { url: apiUrl } = api;
  route = await listen(createLogoutRoute({ secretKey: SECRET_KEY, apiUrl, trustProxy: true }));
});
afterAll(async () => {
  await route.close();
  await api.stop();
});
beforeEach(() => api.reset());

/** The handler's `/logout`, and the logout route alone: status, body, and the names of the cookies that are removed. */
const logouts = {
  async handler(cookie: string) {
    const { handler } = handlerOver(api, { cookie: true });
    return handler(post('/logout', {}, { Origin: SITE, Cookie: cookie }));
  },
  'logout route': (cookie: string) =>
    fetch(route.url, { method: 'POST', headers: { Cookie: cookie, 'X-Forwarded-Proto': 'https' } }),
};
const removed = (response: Response): Set<string> =>
  new Set(response.headers.getSetCookie().map((cookie) => cookie.split('=')[0] ?? ''));

describe.each(Object.entries(logouts))('several cookies of our name, at the %s', (_, logout) => {
  it('ends the sessions of all: a planted one hides no other', async () => {
    const planted = api.addSession({ user_id: 'user_evil' });
    const own = api.addSession();
    const other = api.addSession();
    const response = await logout(`session_token=${planted.token}; session_token=${own.token}`);
    expect([response.status, await response.json()]).toEqual([200, { success: true }]);
    expect([...api.sessions.keys()]).toEqual([other.id]);
    expect(removed(response)).toContain('session_token');
  });

  it.each(['%E0%A4%A', '', '"', 'a%0D%0Ab', 'x'.repeat(600)])(
    'passes over a malformed one, %j, before it and behind it',
    async (malformed) => {
      for (const order of [
        [0, 1],
        [1, 0],
      ] as const) {
        const own = api.addSession();
        const pair = [`session_token=${malformed}`, `session_token=${own.token}`] as const;
        const response = await logout(order.map((at) => pair[at]).join('; '));
        expect(response.status).toBe(200);
        expect(api.sessions.size).toBe(0);
      }
    },
  );

  it('goes by the one with __Host-, which nobody can plant, and removes both', async () => {
    const planted = api.addSession({ user_id: 'user_evil' });
    const own = api.addSession();
    const cookie = `session_token=${planted.token}; __Host-session_token=${own.token}`;
    const response = await logout(cookie);
    expect(response.status).toBe(200);
    expect([...api.sessions.keys()]).toEqual([planted.id]);
    expect(removed(response)).toEqual(new Set(['session_token', '__Host-session_token']));
  });
});

it('refreshes the session of the cookie that is alive, beside one that has ended', async () => {
  const own = api.addSession();
  const { handler } = handlerOver(api, { cookie: true });
  const Cookie = `session_token=${'z'.repeat(64)}; session_token=${own.token}`;
  const { status, body } = await read(
    await handler(post('/session/refresh', {}, { Origin: SITE, Cookie })),
  );
  expect([status, body['sessionId']]).toEqual([200, own.id]);
});
