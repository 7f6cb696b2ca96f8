import { expect, test, vi } from 'vitest';
import { createAuth } from '../../src/engine/index.js';
import { createBackend } from '../../src/services/index.js';
import { createDevice, SECRETS, viewOf } from '../support/device.js';
import { ada, createHandler, openPage as open } from './support/cookie-handler.js';
import { errorOf } from './support/tab.js';

test('a device that has nothing restores the session of the cookie', async () => {
  const device = createDevice();
  const handler = createHandler();
  handler.begin();
  device.cookies.write('moonkey_session=sess_1');
  const { auth } = open(device, handler);
  const view = await viewOf(auth, ({ isAuthenticated }) => isAuthenticated);
  expect(view.user).toEqual(ada);
  expect(handler.routes()).toEqual(['GET /session']);
  await auth.logout();
  expect(handler.sessions.size).toBe(0);
});

test('a visitor without that cookie causes no request', async () => {
  const device = createDevice();
  const handler = createHandler();
  const { auth, fire } = open(device, handler);
  await viewOf(auth, ({ ready }) => ready);
  fire('focus');
  fire('online');
  // The device has been looked at for the second time.
  await vi.waitFor(() => expect(device.items.has('moonkey:pk_test_1')).toBe(true));
  await auth.getPendingRevocations();
  expect(handler.routes()).toEqual([]);
});

test.each([
  ['no session', { error: 'No session found', code: 'no_session' }, 401],
  ['a session that has ended', { error: 'Session ended', code: 'session_ended' }, 401],
])('a cookie of %s brings nobody', async (_, body, status) => {
  const backend = await import('../../src/services/cookie-session.js');
  const read = backend.readCookieSession('/api/auth', async () => Response.json(body, { status }));
  expect(await read(new AbortController().signal)).toBeNull();
});

test('what else answers is no answer', async () => {
  const backend = await import('../../src/services/cookie-session.js');
  const read = backend.readCookieSession('/api/auth', async () => new Response('<p>Log in</p>'));
  expect(await errorOf(read(new AbortController().signal))).toMatchObject({
    code: 'foreign_answer',
  });
});

test('a session that was signed out here and lives on in its cookie is not shown, and revoked again', async () => {
  const device = createDevice();
  const handler = createHandler();
  handler.begin();
  device.items.set(
    'moonkey:pk_test_1:signed-out',
    JSON.stringify([{ generation: 'old', sessionId: 'sess_1', scope: 'session' }]),
  );
  const { auth } = open(device, handler, {
    initialState: { status: 'authenticated', user: ada, sessionId: 'sess_1' },
  });
  const shown: boolean[] = [auth.getView().isAuthenticated];
  auth.subscribe((view) => void shown.push(view.isAuthenticated));
  await vi.waitFor(() => expect(handler.sessions.size).toBe(0));
  expect(shown).not.toContain(true);
  expect(handler.routes()).toEqual(['GET /session', 'POST /logout']);
});

test('a session that is on its way out is not asked for: the outbox tells the server', async () => {
  const device = createDevice();
  const handler = createHandler();
  const { auth } = open(device, handler);
  await auth.signIn({ methodId: 'email_1', code: SECRETS.code });
  device.cookies.write('moonkey_session=sess_1');
  handler.state.isDown = true;
  await expect(auth.logout()).rejects.toMatchObject({ code: 'revocation_queued' });
  handler.requests.length = 0;
  const { auth: other } = open(device, handler);
  await viewOf(other, ({ ready }) => ready);
  await other.recheck();
  await other.getPendingRevocations();
  handler.state.isDown = false;
  await vi.waitFor(() => expect(handler.sessions.size).toBe(0), { timeout: 30_000 });
  expect(handler.routes()).not.toContain('GET /session');
});

test('nor is one that the page was rendered for, and that this device has held', async () => {
  const device = createDevice();
  const handler = createHandler();
  const initialState = { status: 'authenticated', user: ada, sessionId: 'sess_1' } as const;
  const first = open(device, handler);
  await first.auth.signIn({ methodId: 'email_1', code: SECRETS.code });
  const { auth } = open(device, handler, { initialState });
  await auth.check();
  await first.auth.logout();
  await viewOf(auth, ({ isAuthenticated }) => !isAuthenticated);
  await auth.recheck();
  await auth.getPendingRevocations();
  expect(handler.routes()).not.toContain('GET /session');
});

test('without tokens the page keeps none, though the backend gives them', async () => {
  const device = createDevice();
  const handler = createHandler();
  vi.stubGlobal('location', new URL('https://app.test/'));
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { auth } = open(device, handler, { tokens: 'none' });
  await auth.signIn({ methodId: 'email_1', code: SECRETS.code });
  expect(await auth.getSessionTokens()).toBeNull();
  expect(warned).toHaveBeenCalledWith(expect.stringContaining('cookie'));

  await auth.fetch('https://app.test/notes');
  const { headers } = handler.requests.at(-1) ?? {};
  expect(headers?.has('authorization')).toBe(false);

  await auth.check();
  expect(handler.requests.at(-1)?.headers.has('authorization')).toBe(false);
  await auth.logout();
  expect(handler.sessions.size).toBe(0);
  await expect(auth.fetch('https://app.test/notes')).rejects.toMatchObject({
    code: 'session_ended',
  });
  vi.unstubAllGlobals();
  warned.mockRestore();
});

test('without tokens a session ends whose cookie has gone', async () => {
  const device = createDevice();
  const handler = createHandler();
  const { auth } = open(device, handler, { tokens: 'none' });
  await auth.signIn({ methodId: 'email_1', code: SECRETS.code });
  handler.state.cookie = undefined;
  expect(await auth.check()).toBe('ended');
  expect(auth.getView()).toMatchObject({ isAuthenticated: false });
  // Whoever took the cookie away: the session is revoked, by ticket.
  await vi.waitFor(() => expect(handler.sessions.size).toBe(0));
});

test("nor does another session's cookie keep it", async () => {
  const handler = createHandler();
  handler.begin();
  const backend = createBackend('https://app.test/api/auth', handler.fetch);
  const { signal } = new AbortController();
  expect(
    await errorOf(backend.refresh({ sessionToken: '', sessionId: 'sess_9' }, signal)),
  ).toMatchObject({
    status: 401,
    code: 'session_ended',
  });
});

test('tokens of another kind are refused', () => {
  expect(() => createAuth({ publishableKey: 'pk_test_1', tokens: 'some' as 'none' })).toThrow(
    '"tokens" must be "page" or "none"',
  );
});
