import { describe, expect, test, vi } from 'vitest';
import type { AuthOptions, InitialState } from '../../src/engine/index.js';
import type { AuthView } from '../../src/machines/index.js';
import type { CryptoLike } from '../../src/services/environment.js';
import { readTombstoneCookies } from '../../src/wire/tombstone-cookie.js';
import { createDevice, SECRETS, viewOf } from '../support/device.js';
import { ada, createHandler, openPage } from './support/cookie-handler.js';
import { deferred } from './support/tab.js';

/** For a machine that is slow. */
const patience = { timeout: 30_000 };
const WILDCARD = 'moonkey:pk_test_1:signed-out:*';
const unhurried = { restoreTimeout: 90_000, commitTimeout: 90_000, refreshTimeout: 90_000 };
const bob = { ...ada, id: 'user_bob', email: 'bob@example.com' };

/** A browser that has the cookie of Ada's session and nothing else, and a handler whose answer is held back. */
function visit() {
  const device = createDevice();
  const handler = createHandler();
  handler.begin();
  const gate = deferred();
  const held = {
    ...handler,
    async fetch(...request: Parameters<typeof handler.fetch>) {
      const answer = await handler.fetch(...request);
      if (handler.requests.at(-1)?.route === '/session') await gate.promise;
      return answer;
    },
  };
  function open(state: Partial<InitialState> = {}, options: Partial<AuthOptions> = {}) {
    const initialState = { status: 'authenticated', user: ada, sessionId: 'sess_1', ...state };
    const { auth, fire } = openPage(device, held, {
      timeouts: unhurried,
      ...options,
      initialState: initialState as InitialState,
    });
    const views: AuthView[] = [auth.getView()];
    auth.subscribe((view) => void views.push(view));
    return { auth, fire, views, names: () => views.map(nameOf) };
  }
  const isAsked = () =>
    vi.waitFor(() => expect(handler.routes()).toEqual(['GET /session']), patience);
  return { device, handler, answer: gate.resolve, open, isAsked };
}

const nameOf = ({ status, user }: AuthView) => (user ? `${status} ${user.email}` : status);
const ADA = `authenticated ${ada.email}`;

describe('a page of somebody whom the server names and the device does not hold', () => {
  test('shows them while the cookie brings their session, and all the while the same object', async () => {
    const { device, handler, answer, open, isAsked } = visit();
    const { auth, views, names } = open();
    const { signal } = auth;
    await isAsked();
    const tokens = auth.getSessionTokens();
    const checked = auth.check();
    answer();
    expect(await tokens).toMatchObject({ sessionToken: expect.stringContaining(SECRETS.token) });
    expect(await checked).toBe('live');
    expect(new Set(names())).toEqual(new Set([ADA]));
    expect(new Set(views.map(({ user }) => user)).size).toBe(1);
    expect(auth.signal).toBe(signal);
    expect(signal.aborted).toBe(false);
    expect((await device.dump())['session']).toHaveLength(1);
    expect(handler.routes().filter((route) => route === 'GET /session')).toHaveLength(1);
  });

  test('can log out everywhere before the answer is there', async () => {
    const { handler, answer, open, isAsked } = visit();
    const { auth } = open();
    await isAsked();
    const leaving = auth.logoutEverywhere();
    answer();
    await leaving;
    expect(handler.requests.at(-1)?.body).toMatchObject({ ticket: 'everywhere' });
  });

  test('shows nobody once the cookie brings nobody', async () => {
    const { handler, answer, open, isAsked } = visit();
    handler.sessions.clear();
    const { auth, names } = open();
    await isAsked();
    expect(nameOf(auth.getView())).toBe(ADA);
    answer();
    await viewOf(auth, ({ status }) => status === 'loggedOut');
    expect(names()).toEqual([ADA, 'loggedOut']);
  });

  test('shows nobody between them and another user, whose the cookie is', async () => {
    const { answer, open, isAsked } = visit();
    const { auth, names } = open({ user: bob, sessionId: 'sess_bob' });
    await isAsked();
    answer();
    await viewOf(auth, ({ user }) => user?.email === ada.email);
    expect(names()).toEqual(['authenticated bob@example.com', 'loggedOut', 'signingIn', ADA]);
  });

  test('shows nobody where the handler does not answer in time, and them once it does', async () => {
    const { answer, open, isAsked } = visit();
    const { auth, names } = open({}, { timeouts: { restoreTimeout: 300 } });
    await isAsked();
    await viewOf(auth, ({ status }) => status === 'loggedOut');
    answer();
    await viewOf(auth, ({ isAuthenticated }) => isAuthenticated);
    expect(names()).toEqual([ADA, 'loggedOut', 'signingIn', ADA]);
  });

  test('asks once where there is no answer, and again when it is online', async () => {
    const { handler, answer, open } = visit();
    handler.state.isDown = true;
    const { auth, fire } = open();
    await viewOf(auth, ({ status }) => status === 'loggedOut');
    await auth.getPendingRevocations();
    expect(handler.routes()).toEqual(['GET /session']);
    handler.state.isDown = false;
    answer();
    fire('online');
    await viewOf(auth, ({ isAuthenticated }) => isAuthenticated);
  });
});

describe('a logout of somebody whom the server names and the device does not hold', () => {
  test('while the handler is asked: nobody from its tick on, and the session is revoked', async () => {
    const { device, handler, answer, open, isAsked } = visit();
    const { auth, views } = open();
    await isAsked();
    const shown = views.length;
    const leaving = auth.logout();
    expect(auth.getView().isAuthenticated).toBe(false);
    expect([...readTombstoneCookies(device.cookies.read())]).toContain('sess_1');
    answer();
    await leaving;
    expect(handler.sessions.size).toBe(0);
    expect(views.slice(shown).some(({ isAuthenticated }) => isAuthenticated)).toBe(false);
  });

  test('while their session is written: nobody from its tick on, and nothing is left', async () => {
    const { device, handler, answer, open, isAsked } = visit();
    const sealing = deferred();
    const { subtle } = globalThis.crypto;
    const generateKey = vi.fn<() => Promise<CryptoKey>>(async () => {
      await sealing.promise;
      return subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    });
    const crypto = {
      getRandomValues: globalThis.crypto.getRandomValues.bind(globalThis.crypto),
      subtle: {
        encrypt: subtle.encrypt.bind(subtle),
        decrypt: subtle.decrypt.bind(subtle),
        generateKey,
      },
    } as unknown as CryptoLike;
    const { auth, views } = open({}, { environment: { crypto } });
    await isAsked();
    answer();
    await vi.waitFor(() => expect(generateKey).toHaveBeenCalled(), patience);
    expect(nameOf(auth.getView())).toBe(ADA);
    const shown = views.length;
    const leaving = auth.logout();
    expect(auth.getView().isAuthenticated).toBe(false);
    expect([...readTombstoneCookies(device.cookies.read())]).toContain('sess_1');
    sealing.resolve();
    await leaving;
    expect(handler.sessions.size).toBe(0);
    expect(views.slice(shown).some(({ isAuthenticated }) => isAuthenticated)).toBe(false);
    expect((await device.dump())['session']).toEqual([]);
  });

  test('in another tab, which is told of them alone, while the handler is asked', async () => {
    const { handler, answer, open, isAsked } = visit();
    const { auth, views } = open();
    await isAsked();
    const other = open();
    await other.auth.logout().catch(() => {});
    await viewOf(auth, ({ isAuthenticated }) => !isAuthenticated);
    const shown = views.length;
    answer();
    await vi.waitFor(() => expect(handler.sessions.size).toBe(0), patience);
    expect(views.slice(shown).some(({ isAuthenticated }) => isAuthenticated)).toBe(false);
  });

  test('on a page that ended before it had loaded what logs out: the next page finishes it', async () => {
    const { device, handler, answer, open } = visit();
    device.items.set(WILDCARD, '[{"generation":"*","scope":"session"}]');
    answer();
    const { auth, views } = open();
    await vi.waitFor(() => expect(handler.sessions.size).toBe(0), patience);
    await viewOf(auth, ({ status }) => status === 'loggedOut');
    const { views: later } = open();
    expect(later.map(nameOf)).toEqual(['loggedOut']);
    expect(views.some(({ isAuthenticated }) => isAuthenticated)).toBe(false);

    // Who signs in then is meant by nothing of it.
    handler.sessions.set('sess_9', { id: 'sess_9', email: bob.email });
    await auth.signIn({ methodId: 'email_1', code: SECRETS.code });
    expect(nameOf(auth.getView())).toBe(ADA);
    expect([...handler.sessions.keys()]).toEqual(['sess_9', 'sess_2']);
  });
});
