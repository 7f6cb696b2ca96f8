import { afterEach, expect, test, vi } from 'vitest';
import { SignInError } from '../../src/engine/index.js';
import { SECRETS, signIn, viewOf } from '../support/device.js';
import { errorOf, noticesOf, openSignedIn, openTab } from './support/tab.js';
import { fakeTime } from './support/time.js';

afterEach(() => {
  vi.useRealTimers();
});

const request = { methodId: SECRETS.email, code: SECRETS.code };

test.each([undefined, '', 'ada', '@', 7])(
  'sendCode refuses %j as an e-mail address',
  async (email) => {
    const { auth, server } = await openTab();
    const error = await errorOf(auth.sendCode({ email: email as string }));
    expect(error).toBeInstanceOf(SignInError);
    expect(error).toMatchObject({ name: 'SignInError', code: 'invalid_email' });
    expect(server.calls).toEqual([]);
  },
);

test.each([
  ['network', 'network'],
  [429, 'http_429'],
  [503, 'http_503'],
] as const)('sendCode says when the backend answers %s', async (outcome, code) => {
  const { auth, server } = await openTab();
  server.script.sendCode = outcome;
  expect(await errorOf(auth.sendCode({ email: SECRETS.email }))).toMatchObject({ code });
});

test('a wrong code: refused, with the backend’s own code', async () => {
  const { auth, device } = await openTab();
  const error = await errorOf(auth.signIn({ ...request, code: '000000' }));
  expect(error).toMatchObject({ name: 'SignInError', code: 'code_refused' });
  expect((error as Error).message).not.toContain('000000');
  expect(auth.getView()).toMatchObject({ status: 'loggedOut', isAuthenticated: false });
  expect(await device.dump()).toEqual({ keys: [], revocations: [], session: [] });
});

test('the status says that a sign-in is under way', async () => {
  const { auth, server } = await openTab();
  const release = server.hold();
  const user = auth.signIn(request);
  await viewOf(auth, (view) => view.status === 'signingIn');
  release();
  expect(await user).toMatchObject({ email: SECRETS.email });
});

test('the backend never answers: timed out within the bound', async () => {
  const { auth, server } = await openTab({ timeouts: { signInTimeout: 1_000 } });
  fakeTime();
  server.script.verifyCode = 'hang';
  const error = errorOf(auth.signIn(request));
  await viewOf(auth, (view) => view.status === 'signingIn');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await error).toMatchObject({ code: 'timed_out' });
});

test('a session that arrives after its sign-in timed out is revoked, not kept', async () => {
  const { auth, server, device } = await openTab({ timeouts: { signInTimeout: 1_000 } });
  fakeTime();
  const release = server.hold();
  const error = errorOf(auth.signIn(request));
  await viewOf(auth, (view) => view.status === 'signingIn');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await error).toMatchObject({ code: 'timed_out' });
  vi.useRealTimers();
  release();
  await vi.waitFor(() => expect(server.countOf('revoke')).toBe(1));
  await vi.waitFor(() => expect(server.sessions.size).toBe(0));
  await vi.waitFor(async () =>
    expect(await device.dump()).toEqual({ keys: [], revocations: [], session: [] }),
  );
  expect(auth.getView().isAuthenticated).toBe(false);
});

test('cancelled by a logout: rejected at once, and the late session is revoked', async () => {
  const { auth, server, device } = await openTab();
  const release = server.hold();
  const signIn = auth.signIn(request);
  await viewOf(auth, (view) => view.status === 'signingIn');
  await auth.logout();
  expect(await errorOf(signIn)).toMatchObject({ code: 'cancelled' });
  expect(auth.getView().status).toBe('loggedOut');
  release();
  await vi.waitFor(() => expect(server.countOf('revoke')).toBe(1));
  await vi.waitFor(() => expect(server.sessions.size).toBe(0));
  expect((await device.dump())['session']).toEqual([]);
  expect(auth.getView().isAuthenticated).toBe(false);
});

test('a newer attempt cancels the one before, whose session is revoked', async () => {
  const { auth, server } = await openTab();
  const release = server.hold();
  const first = errorOf(auth.signIn(request));
  await viewOf(auth, (view) => view.status === 'signingIn');
  const second = auth.signIn({ methodId: 'bob@example.com', code: SECRETS.code });
  expect(await first).toMatchObject({ code: 'cancelled' });
  release();
  expect(await second).toMatchObject({ email: 'bob@example.com' });
  await vi.waitFor(() =>
    expect([...server.sessions.values()].map(({ email }) => email)).toEqual(['bob@example.com']),
  );
});

test.each([
  ['nothing', undefined],
  ['a string', 'ok'],
  ['a token that is no string', { sessionToken: 7 }],
  ['no JWT', { sessionJwt: 7 }],
  ['no user', { user: null }],
  ['a user without an id', { user: { email: 'x' } }],
  ['no expiry', { expiresAt: undefined }],
  ['an expiry in words', { jwtExpiresAt: 'soon' }],
])('the backend answers with %s: malformed_grant', async (_, answer) => {
  const { auth, server, device } = await openTab();
  const verifyCode = server.backend.verifyCode.bind(server.backend);
  server.backend.verifyCode = async (input, signal) => {
    const grant = await verifyCode(input, signal);
    return (typeof answer === 'object' ? { ...grant, ...answer } : answer) as never;
  };
  expect(await errorOf(auth.signIn(request))).toMatchObject({ code: 'malformed_grant' });
  expect(auth.getView()).toMatchObject({ status: 'loggedOut', isAuthenticated: false });
  expect((await device.dump())['session']).toEqual([]);
});

test('a grant without tickets is kept, sealed', async () => {
  const { auth, server, device } = await openTab();
  server.tickets = false;
  await signIn(auth);
  expect((await device.dump())['session']).toMatchObject([
    { ticket: null, everywhereTicket: null },
  ]);
});

test('over an existing session: the old one stays until the code is accepted', async () => {
  const { auth } = await openSignedIn();
  const wrong = auth.signIn({ methodId: 'bob@example.com', code: '000000' });
  expect(await errorOf(wrong)).toMatchObject({ code: 'code_refused' });
  expect(auth.getView()).toMatchObject({ user: { email: SECRETS.email } });
});

test('over an existing session: it passes through loggedOut, and the old session is revoked', async () => {
  const { auth, server, device } = await openSignedIn();
  const views: string[] = [];
  auth.subscribe(({ status, user }) => void views.push(`${status} ${user?.email ?? '-'}`));
  const notices = noticesOf(auth);
  const user = await auth.signIn({ methodId: 'bob@example.com', code: SECRETS.code });
  expect(user.email).toBe('bob@example.com');
  expect(views[0]).toBe('loggingOut -');
  expect(views.at(-1)).toBe('authenticated bob@example.com');
  expect(views.filter((view) => view.includes('ada'))).toEqual([]);
  expect(notices).toContainEqual(
    expect.objectContaining({ type: 'loggedOut', reason: 'userSwitched', device: 'cleared' }),
  );
  await vi.waitFor(() =>
    expect([...server.sessions.values()].map(({ email }) => email)).toEqual(['bob@example.com']),
  );
  expect((await device.dump())['session']).toHaveLength(1);
});

test('during loggingOut it waits for the device, not for the server', async () => {
  const { auth, server } = await openSignedIn();
  server.script.revoke = 'hang';
  const logout = errorOf(auth.logout());
  const user = await auth.signIn({ methodId: 'bob@example.com', code: SECRETS.code });
  expect(user.email).toBe('bob@example.com');
  expect(auth.getView()).toMatchObject({
    isAuthenticated: true,
    user: { email: 'bob@example.com' },
  });
  expect(await logout).toMatchObject({ code: 'revocation_queued', device: 'cleared' });
  expect(await auth.getPendingRevocations()).toHaveLength(1);
});

test('asked during the start, it waits for the end of it', async () => {
  const { auth, server, device } = await openTab();
  auth.dispose();
  const again = device.openTab({ backend: server.backend });
  expect(await signIn(again.auth)).toMatchObject({ email: SECRETS.email });
});
