import { afterEach, expect, test, vi } from 'vitest';
import { SECRETS, signIn, viewOf } from '../support/device.js';
import { nextNotice, noticesOf, openSignedIn, openTab } from './support/tab.js';
import { fakeTime, settle } from './support/time.js';

afterEach(() => {
  vi.useRealTimers();
});

test('a fresh JWT is handed out without asking the backend', async () => {
  const { auth, server } = await openSignedIn();
  expect(await auth.getSessionTokens()).toEqual({
    sessionToken: expect.stringContaining(SECRETS.token) as string,
    sessionJwt: expect.stringContaining(SECRETS.jwt) as string,
  });
  expect(server.countOf('refresh')).toBe(0);
});

test('a JWT is refreshed from under 30 s to live, not before', async () => {
  fakeTime();
  const { auth, server } = await openSignedIn();
  const first = await auth.getSessionTokens();
  vi.setSystemTime(Date.now() + 269_000);
  expect(await auth.getSessionTokens()).toEqual(first);
  expect(server.countOf('refresh')).toBe(0);

  vi.setSystemTime(Date.now() + 2_000);
  const second = await auth.getSessionTokens();
  expect(server.countOf('refresh')).toBe(1);
  expect(second?.sessionToken).toBe(first?.sessionToken);
  expect(second?.sessionJwt).not.toBe(first?.sessionJwt);
});

test('calls at once share one refresh', async () => {
  const { auth, server } = await openTab();
  server.jwtLife = 10;
  await signIn(auth);
  server.jwtLife = 300;
  const release = server.hold();
  const calls = Array.from({ length: 20 }, () => auth.getSessionTokens());
  await vi.waitFor(() => expect(server.countOf('refresh')).toBe(1));
  release();
  const answers = await Promise.all(calls);
  expect(new Set(answers.map((tokens) => tokens?.sessionJwt)).size).toBe(1);
  expect(server.countOf('refresh')).toBe(1);
});

test('a refreshed session is what the next start restores', async () => {
  const { auth, server, device } = await openTab();
  server.jwtLife = 10;
  await signIn(auth);
  server.jwtLife = 300;
  const refreshed = await auth.getSessionTokens();
  auth.dispose();
  const again = device.openTab({ backend: server.backend });
  expect(await again.auth.getSessionTokens()).toEqual(refreshed);
  expect(server.countOf('refresh')).toBe(1);
});

test.each(['network', 500, 503, 429, 403] as const)(
  'a refresh that fails with %s keeps the session',
  async (outcome) => {
    const { auth, server } = await openTab();
    server.jwtLife = 10;
    await signIn(auth);
    server.script.refresh = outcome;
    const failed = nextNotice(auth, 'refreshFailed');
    expect(await auth.getSessionTokens()).toMatchObject({
      sessionToken: expect.stringContaining(SECRETS.token) as string,
    });
    expect(await failed).toMatchObject({
      code: outcome === 'network' ? 'network' : `http_${outcome}`,
    });
    expect(auth.getView().isAuthenticated).toBe(true);
  },
);

test.each([401, 404, 410] as const)(
  'a refresh answered with %s ends the session, and its ticket is sent all the same',
  async (status) => {
    const { auth, server, device } = await openTab();
    server.jwtLife = 10;
    await signIn(auth);
    server.script.refresh = status;
    const gone = nextNotice(auth, 'loggedOut');
    expect(await auth.getSessionTokens()).toBeNull();
    expect(await gone).toMatchObject({ reason: 'revoked', server: 'notNeeded' });
    await vi.waitFor(async () =>
      expect(await device.dump()).toEqual({ keys: [], revocations: [], session: [] }),
    );
    expect(server.countOf('revoke')).toBe(1);
    expect(server.sessions.size).toBe(0);
  },
);

test('a refresh that never answers gives the old tokens within its bound', async () => {
  const { auth, server } = await openTab({ timeouts: { refreshTimeout: 1_000 } });
  server.jwtLife = 10;
  await signIn(auth);
  fakeTime();
  server.script.refresh = 'hang';
  const tokens = auth.getSessionTokens();
  await vi.waitFor(() => expect(server.countOf('refresh')).toBe(1));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await tokens).not.toBeNull();
  expect(auth.getView().isAuthenticated).toBe(true);
});

test('a malformed answer to a refresh keeps the session', async () => {
  const { auth, server } = await openTab();
  server.jwtLife = 10;
  await signIn(auth);
  server.backend.refresh = () => Promise.resolve({ sessionJwt: 7 } as never);
  const failed = nextNotice(auth, 'refreshFailed');
  expect(await auth.getSessionTokens()).not.toBeNull();
  expect(await failed).toMatchObject({ code: 'malformed_grant' });
});

test('nobody signed in: null, before and after a logout', async () => {
  const { auth, server } = await openTab();
  expect(await auth.getSessionTokens()).toBeNull();
  await signIn(auth);
  const logout = auth.logout();
  expect(await auth.getSessionTokens()).toBeNull();
  await logout;
  expect(await auth.getSessionTokens()).toBeNull();
  expect(server.countOf('refresh')).toBe(0);
});

test('asked during the start, it waits for the end of it', async () => {
  const { auth, server, device } = await openSignedIn();
  auth.dispose();
  const again = device.openTab({ backend: server.backend });
  const tokens = again.auth.getSessionTokens();
  expect(again.auth.getView().status).toBe('initializing');
  expect(await tokens).not.toBeNull();
  expect(again.auth.getView().isAuthenticated).toBe(true);
});

test('while it is not known whether the session lives nobody gets tokens, though the clock was put right', async () => {
  fakeTime();
  const { auth, server } = await openSignedIn();
  const release = server.hold();
  const before = Date.now();
  vi.setSystemTime(before + 864_000_000);
  const first = auth.getSessionTokens();
  await viewOf(auth, ({ status }) => status === 'initializing');
  vi.setSystemTime(before);
  const states: string[] = [];
  const second = auth.getSessionTokens().then((tokens) => {
    states.push(auth.getView().status);
    return tokens;
  });
  await settle();
  release();
  expect([await first, await second]).not.toContain(null);
  expect(states).toEqual(['authenticated']);
});

test('a logout during the refresh: null, and nothing comes back', async () => {
  const { auth, server, device } = await openTab();
  server.jwtLife = 10;
  await signIn(auth);
  const release = server.hold();
  const tokens = auth.getSessionTokens();
  await vi.waitFor(() => expect(server.countOf('refresh')).toBe(1));
  const logout = auth.logout();
  release();
  expect(await tokens).toBeNull();
  await logout;
  expect(await device.dump()).toEqual({ keys: [], revocations: [], session: [] });
  expect(auth.getView().isAuthenticated).toBe(false);
});

test('another tab’s logout is seen by its tombstone alone, before any message', async () => {
  const { auth, server, device } = await openSignedIn();
  const other = device.openTab({
    backend: server.backend,
    environment: { openChannel: undefined, page: undefined },
  });
  await viewOf(other.auth, (view) => view.isAuthenticated);
  const notices = noticesOf(other.auth);
  void auth.logout();
  expect(await other.auth.getSessionTokens()).toBeNull();
  await viewOf(other.auth, (view) => view.status === 'loggedOut');
  expect(notices).toContainEqual(
    expect.objectContaining({ type: 'loggedOut', reason: 'loggedOutElsewhere' }),
  );
});

test('a refresh that changes nothing of the user changes nothing of the view', async () => {
  const { auth, server } = await openTab();
  server.jwtLife = 10;
  await signIn(auth);
  const view = auth.getView();
  const listener = vi.fn<() => void>();
  auth.subscribe(listener);
  await auth.getSessionTokens();
  expect(auth.getView()).toBe(view);
  expect(listener).not.toHaveBeenCalled();
});
