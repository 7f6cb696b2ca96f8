import { afterEach, describe, expect, test, vi } from 'vitest';
import { BackendError, type Backend } from '../../src/services/index.js';
import { signIn, viewOf } from '../support/device.js';
import { nextNotice, openSignedIn, openTab } from './support/tab.js';

afterEach(() => vi.restoreAllMocks());

/** Signs in with a JWT that is about to end, and opens more tabs of that session. */
async function tabs(
  count: number,
  { rotating = false, environment = {} }: { rotating?: boolean; environment?: object } = {},
) {
  const first = await openTab({ environment });
  const { server, device } = first;
  const backend = rotating ? rotate(server.backend) : server.backend;
  first.auth.dispose();
  const open = () => device.openTab({ backend, environment });
  const one = open();
  await signIn(one.auth);
  const more = Array.from({ length: count - 1 }, open);
  for (const { auth } of more) await viewOf(auth, (view) => view.isAuthenticated);
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + 280_000);
  return { server, device, all: [one, ...more].map(({ auth }) => auth) };
}

/** A server that gives a new token with each refresh, and ends the session when an old one comes back. */
function rotate(backend: Backend): Backend {
  let turn = 0;
  let first: string | undefined;
  return {
    ...backend,
    async refresh({ sessionToken }, signal) {
      first ??= sessionToken;
      if (sessionToken !== (turn === 0 ? first : `${first}:${turn}`))
        throw new BackendError(401, 'session_ended');
      turn += 1;
      const grant = await backend.refresh({ sessionToken: first }, signal);
      return { ...grant, sessionToken: `${first}:${turn}` };
    },
  };
}

describe.each([
  ['with locks', {}],
  ['without locks', { locks: undefined }],
  ['without a channel', { openChannel: undefined }],
])('ten tabs %s', (_, environment) => {
  test('make one refresh, and have the same JWT', async () => {
    const { server, all } = await tabs(10, { environment });
    const tokens = await Promise.all(all.map((auth) => auth.getSessionTokens()));
    expect(new Set(tokens.map((each) => each?.sessionJwt)).size).toBe(1);
    expect(server.countOf('refresh')).toBe(1);
  });

  test('outlive a server that punishes the reuse of a token', async () => {
    const { all } = await tabs(10, { rotating: true, environment });
    for (let round = 0; round < 2; round += 1) {
      const tokens = await Promise.all(all.map((auth) => auth.getSessionTokens({ refresh: true })));
      expect(tokens.every((each) => each !== null && !each.isStale)).toBe(true);
    }
    expect(all.every((auth) => auth.getView().isAuthenticated)).toBe(true);
  });
});

test('a JWT that a server has refused is replaced; an event is no option', async () => {
  const { auth, server } = await openSignedIn();
  const first = await auth.getSessionTokens();
  await auth.getSessionTokens({ type: 'click' } as never);
  expect(server.countOf('refresh')).toBe(0);
  const second = await auth.getSessionTokens({ refresh: true });
  expect(second?.sessionJwt).not.toBe(first?.sessionJwt);
  expect(server.countOf('refresh')).toBe(1);
});

test('tokens that could not be refreshed say so', async () => {
  const { auth, server } = await openSignedIn();
  server.script.refresh = 503;
  expect(await auth.getSessionTokens({ refresh: true })).toMatchObject({ isStale: true });
  server.script.refresh = 'ok';
  expect(await auth.getSessionTokens({ refresh: true })).not.toHaveProperty('isStale');
});

test('a server that wants to be left alone is, by every tab, and the session stays', async () => {
  const { server, all } = await tabs(3);
  let asked = 0;
  server.backend.refresh = () => {
    asked += 1;
    return Promise.reject(new BackendError(429, 'rate_limited', 60));
  };
  for (const auth of [...all, ...all])
    expect(await auth.getSessionTokens()).toMatchObject({ isStale: true });
  expect(asked).toBe(1);
  expect(all.every((auth) => auth.getView().isAuthenticated)).toBe(true);
});

test('tabs that wait for one whose request fails do not ask again', async () => {
  const { server, all } = await tabs(5);
  server.script.refresh = 503;
  const tokens = await Promise.all(all.map((auth) => auth.getSessionTokens()));
  expect(tokens.every((each) => each?.isStale)).toBe(true);
  expect(server.countOf('refresh')).toBe(1);
  server.script.refresh = 'ok';
  expect(await all[1]?.getSessionTokens()).not.toHaveProperty('isStale');
});

describe('check()', () => {
  test('says what the server says', async () => {
    const { auth, server } = await openSignedIn();
    expect(await auth.check()).toBe('live');
    expect(server.countOf('refresh')).toBe(1);
    server.script.refresh = 'network';
    expect(await auth.check()).toBe('unknown');
    expect(auth.getView().isAuthenticated).toBe(true);
    server.script.refresh = 401;
    const gone = nextNotice(auth, 'loggedOut');
    expect(await auth.check()).toBe('ended');
    expect(await gone).toMatchObject({ reason: 'revoked' });
    expect(await auth.check()).toBe('ended');
  });

  test('reads the user anew where that is asked for, and not otherwise', async () => {
    const { auth, server } = await openSignedIn();
    const asked = vi.spyOn(server.backend, 'refresh');
    await auth.check();
    await auth.check({ user: true });
    expect(asked.mock.calls.map(([{ user }]) => user)).toEqual([false, true]);
  });
});

test('ready() waits for the first answer, and no longer', async () => {
  const { auth, server, device } = await openSignedIn();
  auth.dispose();
  const again = device.openTab({ backend: server.backend });
  expect(again.auth.getView().ready).toBe(false);
  expect(await again.auth.ready()).toMatchObject({ ready: true, isAuthenticated: true });
  expect(server.countOf('refresh')).toBe(0);
});

test('what has ended elsewhere is noticed when the page is looked at, not more often than it has to be', async () => {
  const { auth, server, fire } = await openSignedIn();
  fire('focus');
  expect(server.countOf('refresh')).toBe(0);
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now + 31_000);
  server.sessions.clear();
  const gone = nextNotice(auth, 'loggedOut');
  fire('focus');
  expect(await gone).toMatchObject({ reason: 'revoked' });
});

test('what has ended on the server ends in every tab for the same reason', async () => {
  const { server, all } = await tabs(3);
  server.script.refresh = 401;
  const gone = Promise.all(all.map((auth) => nextNotice(auth, 'loggedOut')));
  expect(await all[0]?.check()).toBe('ended');
  for (const notice of await gone) expect(notice).toMatchObject({ reason: 'revoked' });
});

test('a sign-in whose answer comes after a sleep that outlasts its session is asked about', async () => {
  const { auth, server } = await openTab();
  const verifyCode = server.backend.verifyCode.bind(server.backend);
  server.backend.verifyCode = async (input, signal) => {
    const grant = await verifyCode(input, signal);
    vi.spyOn(Date, 'now').mockReturnValue(grant.expiresAt * 1000 + 60_000);
    return grant;
  };
  server.script.refresh = 401;
  const gone = nextNotice(auth, 'loggedOut');
  await signIn(auth);
  expect(await gone).toMatchObject({ reason: 'revoked' });
});
