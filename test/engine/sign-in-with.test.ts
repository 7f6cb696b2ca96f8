import { describe, expect, test, vi } from 'vitest';
import { BackendError, connectSession, type Grant } from '../../src/services/index.js';
import { createDevice, signIn, viewOf } from '../support/device.js';
import { createApp, grantOf } from './support/cookie-app.js';
import { deferred, errorOf, noticesOf, openTab } from './support/tab.js';

const revokedIn = ({ calls }: { calls: { verb: string; argument: unknown }[] }) =>
  calls.filter(({ verb }) => verb === 'revoke').map(({ argument }) => argument);

describe('signInWith()', () => {
  test('brings a session without tokens, which lives on the disk and ends by its ticket', async () => {
    const { auth, device, server } = await openTab();
    expect(await auth.signInWith(() => Promise.resolve(grantOf('s1')))).toMatchObject({
      email: 'ada@example.com',
    });
    expect(auth.getView()).toMatchObject({ status: 'authenticated', storage: 'indexeddb' });
    expect(await auth.getSessionTokens()).toBeNull();
    auth.dispose();
    const next = device.openTab({ backend: server.backend });
    await viewOf(next.auth, (view) => view.isAuthenticated);
    await next.auth.logout();
    expect(revokedIn(server)).toEqual([{ ticket: 'ticket-s1', age: 0 }]);
  });

  test('rejects with the code of what the app threw, and keeps who is there', async () => {
    const { auth } = await openTab();
    await signIn(auth, 'grace@example.com');
    const refuse = () => Promise.reject(new BackendError(401, 'wrong_password'));
    const error = await errorOf(auth.signInWith(refuse));
    expect(error).toMatchObject({ code: 'wrong_password', cause: { status: 401 } });
    expect(auth.getView()).toMatchObject({ user: { email: 'grace@example.com' } });
  });

  test('over another user: that one is logged out first', async () => {
    const { auth, server } = await openTab();
    await signIn(auth, 'grace@example.com');
    const shown: (string | null)[] = [];
    auth.subscribe(({ user }) => shown.push(user?.email ?? null));
    await auth.signInWith(() => Promise.resolve(grantOf('s1')));
    const distinct = shown.filter((email, index) => email !== shown[index - 1]);
    expect(distinct).toEqual([null, 'ada@example.com']);
    await expect.poll(() => server.sessions.size).toBe(0);
  });

  test('a logout aborts its signal, and a session that comes all the same is revoked', async () => {
    const { auth, server } = await openTab();
    const late = deferred<Grant>();
    let signal: AbortSignal | undefined;
    const signingIn = auth.signInWith((given) => {
      signal = given;
      return late.promise;
    });
    await viewOf(auth, ({ status }) => status === 'signingIn');
    await auth.logout();
    expect(await errorOf(signingIn)).toMatchObject({ code: 'cancelled' });
    expect(signal?.aborted).toBe(true);
    late.resolve(grantOf('s1'));
    await expect.poll(() => revokedIn(server)).toEqual([{ ticket: 'ticket-s1', age: 0 }]);
    expect(auth.getView().isAuthenticated).toBe(false);
    expect(await errorOf(auth.signInWith(() => Promise.resolve(grantOf('s1'))))).toMatchObject({
      code: 'signed_out',
    });
  });

  test('called twice, as an effect is: the session that both bring is shown, and not revoked', async () => {
    const { auth, server } = await openTab();
    const [first, second] = [deferred<Grant>(), deferred<Grant>()];
    const cancelled = errorOf(auth.signInWith(() => first.promise));
    const signingIn = auth.signInWith(() => second.promise);
    expect(await cancelled).toMatchObject({ code: 'cancelled' });
    first.resolve(grantOf('s1'));
    second.resolve(grantOf('s1'));
    await signingIn;
    expect(await auth.signInWith(() => Promise.resolve(grantOf('s1')))).toMatchObject({
      id: 'user_1',
    });
    expect(auth.getView().isAuthenticated).toBe(true);
    expect(revokedIn(server)).toEqual([]);
    await auth.logout();
    expect(revokedIn(server)).toEqual([{ ticket: 'ticket-s1', age: 0 }]);
  });

  test('the session that is shown, given again, stays shown: nobody is logged out for it', async () => {
    const { auth, device, server } = await openTab();
    await auth.signInWith(() => Promise.resolve(grantOf('s1')));
    const notices = noticesOf(auth);
    const shown: boolean[] = [];
    auth.subscribe((view) => shown.push(view.isAuthenticated));
    await auth.signInWith(() => Promise.resolve(grantOf('s1', { ticket: 'ticket-new' })));
    expect(shown).not.toContain(false);
    expect(notices.map(({ type }) => type)).not.toContain('loggedOut');
    auth.dispose();
    const next = device.openTab({ backend: server.backend });
    await viewOf(next.auth, (view) => view.isAuthenticated);
    await next.auth.logout();
    expect(revokedIn(server)).toEqual([{ ticket: 'ticket-new', age: 0 }]);
  });

  test.each([
    ['no user', { user: undefined }, '"user"'],
    ['no end', { expiresAt: undefined }, '"expiresAt"'],
    ['a JWT without an end', { sessionJwt: 'x' }, '"jwtExpiresAt"'],
    ['a ticket that is no string', { ticket: 1 }, '"ticket"'],
  ])('a grant with %s is refused by the name of the field', async (_, wrong, named) => {
    const { auth } = await openTab();
    const grant = { ...grantOf('s1'), ...wrong } as unknown as Grant;
    const error = await errorOf(auth.signInWith(() => Promise.resolve(grant)));
    expect(error).toMatchObject({ code: 'malformed_grant' });
    expect(String((error as Error).cause)).toContain(named);
  });

  test('a backend without codes says so', async () => {
    const device = createDevice();
    const { auth } = device.openTab({
      backend: { refresh: () => Promise.reject(new Error()), revoke: () => Promise.resolve() },
    });
    expect(await errorOf(auth.sendCode({ email: 'ada@example.com' }))).toMatchObject({
      code: 'codes_unsupported',
    });
    expect(await errorOf(auth.signIn({ methodId: 'x', code: '1' }))).toMatchObject({
      code: 'codes_unsupported',
    });
  });
});

describe('current()', () => {
  test('a session that somebody else has set a cookie for is shown, after ready', async () => {
    const device = createDevice();
    const app = createApp();
    app.visit('s1');
    const { auth } = device.openTab({ backend: app.backend });
    const first = await viewOf(auth, (view) => view.ready);
    expect(first.isAuthenticated).toBe(false);
    await viewOf(auth, (view) => view.isAuthenticated);
    await auth.logout();
    expect(app.state.alive.size).toBe(0);
  });

  test('one that this browser has signed out is not, though it lives: its revocation is sent again', async () => {
    const device = createDevice();
    const app = createApp();
    app.visit('s1');
    const { auth } = device.openTab({ backend: app.backend });
    await viewOf(auth, (view) => view.isAuthenticated);
    app.state.isDown = true;
    expect(await errorOf(auth.logout())).toMatchObject({ code: 'revocation_queued' });
    auth.dispose();

    app.state.isDown = false;
    const next = device.openTab({ backend: app.backend });
    const shown: boolean[] = [];
    next.auth.subscribe((view) => shown.push(view.isAuthenticated));
    await expect.poll(() => app.state.alive.size).toBe(0);
    expect(app.asked.filter((what) => what === 'read').length).toBeGreaterThan(0);
    expect(shown).not.toContain(true);
  });

  test('of several tabs one asks, and all show it', async () => {
    const device = createDevice();
    const app = createApp();
    app.visit('s1');
    const tabs = [1, 2, 3].map(() => device.openTab({ backend: app.backend }));
    await Promise.all(tabs.map(({ auth }) => viewOf(auth, (view) => view.isAuthenticated)));
    expect(app.asked).toEqual(['read']);
  });

  test('a logout while it is asked for means whoever is found', async () => {
    const device = createDevice();
    const app = createApp();
    app.visit('s1');
    const gate = deferred();
    const { auth } = device.openTab({
      backend: {
        ...app.backend,
        async current(signal) {
          app.asked.push('began');
          await gate.promise;
          return (await app.backend.current?.(signal)) ?? null;
        },
      },
    });
    await expect.poll(() => app.asked).toContain('began');
    await auth.logout();
    gate.resolve();
    await expect.poll(() => app.state.alive.size).toBe(0);
    expect(auth.getView().isAuthenticated).toBe(false);
  });

  test('but not whoever has signed in since, in another tab', async () => {
    const device = createDevice();
    const app = createApp();
    const gate = deferred();
    let answered = false;
    const { auth } = device.openTab({
      backend: {
        ...app.backend,
        async current(signal) {
          app.asked.push('began');
          await gate.promise;
          const found = (await app.backend.current?.(signal)) ?? null;
          answered = true;
          return found;
        },
      },
    });
    await expect.poll(() => app.asked).toContain('began');
    await auth.logout();

    app.visit('s2');
    const findsNobody = { ...app.backend, current: () => Promise.resolve(null) };
    const other = device.openTab({ backend: findsNobody });
    await other.auth.signInWith(() => Promise.resolve(grantOf('s2')));
    await viewOf(auth, (view) => view.isAuthenticated);
    gate.resolve();
    // The questioner's lock is free once what was found is dealt with.
    const { locks } = device.environment().environment;
    await locks?.request('moonkey:pk_test_1:current', {}, () => Promise.resolve());

    expect(answered).toBe(true);
    expect(await auth.getPendingRevocations()).toEqual([]);
    expect(app.asked).not.toContain('revoke');
    expect(auth.getView().isAuthenticated).toBe(true);
  });

  test('nobody is asked where the device holds a session; an answer is good for a minute', async () => {
    const device = createDevice();
    const app = createApp();
    const { auth, fire } = device.openTab({ backend: app.backend });
    await viewOf(auth, (view) => view.ready);
    await expect.poll(() => app.asked).toEqual(['read']);
    fire('focus');
    fire('online');
    await auth.signInWith(() => Promise.resolve(grantOf('s2')));
    auth.dispose();
    const next = device.openTab({ backend: app.backend });
    await viewOf(next.auth, (view) => view.isAuthenticated);
    expect(app.asked).toEqual(['read']);
  });
});

describe('connectSession()', () => {
  const signal = new AbortController().signal;
  const proof = { ticket: 't', age: 0 };

  test.each([
    [500, { status: 500 }],
    [401, { status: 401 }],
  ])('a %s is no success, though fetch() resolves', async (status, error) => {
    const backend = connectSession({
      read: () => Promise.resolve(null),
      revoke: () => Promise.resolve(new Response('', { status })),
    });
    expect(await errorOf(backend.revoke(proof, signal))).toMatchObject(error);
  });

  test('asks past the cache: what a browser keeps may be of another session', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json(null));
    await connectSession({ read: '/me', revoke: '/logout' }).current?.(signal);
    expect(fetched.mock.lastCall).toEqual(['/me', expect.objectContaining({ cache: 'no-store' })]);
    fetched.mockRestore();
  });

  test('without refresh it reads again: nobody, or somebody else, is the end of this one', async () => {
    let grant: Grant | null = grantOf('s1');
    const backend = connectSession({
      read: () => Promise.resolve(grant),
      revoke: () => Promise.resolve(),
    });
    const session = { sessionToken: '', sessionId: 's1' };
    expect(await backend.refresh(session, signal)).toBe(grant);
    grant = grantOf('s2');
    expect(await errorOf(backend.refresh(session, signal))).toMatchObject({ status: 401 });
    grant = null;
    expect(await errorOf(backend.refresh(session, signal))).toMatchObject({ status: 401 });
  });
});
