// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { MoonKeyProvider, useMoonKey } from '../../../src/react/index.js';
import {
  createFakeBackend,
  createTestAuth,
  MoonKeyTestProvider,
  people,
} from '../../../src/testing/index.js';
import type { TestState } from '../../../src/testing/index.js';

afterEach(cleanup);

function Header() {
  const { status, user, logout } = useMoonKey();
  return (
    <>
      <p>{status}</p>
      {user && <button onClick={logout}>Log out {user.email}</button>}
    </>
  );
}

const statuses = ['initializing', 'authenticated', 'signingIn', 'loggingOut', 'loggedOut'] as const;

describe('createTestAuth', () => {
  it.each(statuses)('is %s at once, stays so, and the engine behind it agrees', async (status) => {
    const auth = createTestAuth({ status });
    const view = auth.getView();
    expect(view.status).toBe(status);
    expect(view.user).toBe(status === 'authenticated' ? people.ada : null);
    const seen: string[] = [];
    auth.subscribe((next) => seen.push(next.status));
    await auth.settled;
    expect(auth.getView().status).toBe(status);
    expect(auth.actor.getSnapshot().matches(status)).toBe(true);
    expect(new Set(seen)).toEqual(new Set(seen.length ? [status] : []));
  });

  it('logs out through the real engine, and tells the backend', async () => {
    const auth = createTestAuth();
    expect(auth.backend.sessionsOf(people.ada.email)).toBe(0);
    await auth.settled;
    expect(auth.backend.sessionsOf(people.ada.email)).toBe(1);
    await auth.logout();
    expect(auth.backend.sessionsOf(people.ada.email)).toBe(0);
    expect(auth.backend.calls).toEqual([{ verb: 'revoke', result: 'ok', proof: 'ticket', age: 0 }]);
  });

  it('logs out in the tick of the call, even before the engine has caught up', async () => {
    const auth = createTestAuth();
    const done = auth.logout();
    expect(auth.getView()).toMatchObject({ status: 'loggingOut', user: null });
    await done;
    expect(auth.getView().status).toBe('loggedOut');
    expect(auth.backend.sessionsOf(people.ada.email)).toBe(0);
  });

  it('asks a guard that was registered at once', async () => {
    const auth = createTestAuth();
    auth.addLogoutGuard(() => false);
    await expect(auth.logout()).rejects.toMatchObject({ code: 'cancelled' });
    expect(auth.getView().isAuthenticated).toBe(true);
  });

  it.each([
    ['network', 'revocation_queued'],
    [500, 'revocation_queued'],
    [403, 'revocation_refused'],
  ] as const)('rejects a logout that meets %s with %s', async (answer, code) => {
    const backend = createFakeBackend();
    backend.failNext('revoke', answer);
    await expect(createTestAuth({ backend }).logout()).rejects.toMatchObject({ code });
  });

  it('lets virtual time end a revocation that hangs', async () => {
    const auth = createTestAuth({ status: 'loggingOut' });
    await auth.settled;
    await auth.clock.advance(5_000);
    expect(auth.getView()).toMatchObject({ status: 'loggedOut' });
    expect(auth.getView().pendingRevocations).toBe(1);
  });

  it('goes on when the backend answers', async () => {
    const signingIn = createTestAuth({ status: 'signingIn', user: people.grace });
    await signingIn.settled;
    signingIn.backend.answer('verifyCode');
    await vi.waitFor(() => expect(signingIn.getView().user).toEqual(people.grace));
    const loggingOut = createTestAuth({ status: 'loggingOut' });
    await loggingOut.settled;
    loggingOut.backend.answer('revoke');
    await vi.waitFor(() => expect(loggingOut.getView().status).toBe('loggedOut'));
  });

  it('signs in, and hands out tokens, as the real one does', async () => {
    const auth = createTestAuth({ status: 'loggedOut' });
    const { methodId } = await auth.sendCode({ email: 'new@example.test' });
    await expect(auth.signIn({ methodId, code: '000000' })).rejects.toMatchObject({
      code: 'code_refused',
    });
    const user = await auth.signIn({ methodId, code: auth.backend.code });
    expect(user.email).toBe('new@example.test');
    expect(await auth.getSessionTokens()).toMatchObject({ sessionJwt: expect.any(String) });
  });

  it('keeps secrets out of the log of calls', async () => {
    const auth = createTestAuth({ status: 'loggedOut' });
    const { methodId } = await auth.sendCode({ email: people.ada.email });
    await auth.signIn({ methodId, code: auth.backend.code });
    const tokens = await auth.getSessionTokens();
    await auth.logout();
    const log = JSON.stringify(auth.backend.calls);
    for (const secret of [auth.backend.code, tokens?.sessionToken, people.ada.email, 'fake_'])
      expect(log).not.toContain(secret);
  });

  it.each([
    [{ state: 'loggedOut' }, /"state" is not an option/],
    [{ status: 'asleep' }, /"status" must be "initializing" or/],
    [{ user: {} }, /"user" must be a user/],
  ])('refuses %j', (options, message) => {
    expect(() => createTestAuth(options as never)).toThrow(message);
  });
});

describe('MoonKeyTestProvider', () => {
  it('renders any state in one line, at once', () => {
    for (const status of statuses) {
      render(
        <MoonKeyTestProvider status={status}>
          <Header />
        </MoonKeyTestProvider>,
      );
      expect(screen.getByText(status)).toBeTruthy();
      cleanup();
    }
  });

  it('shows nobody right after a click on log out', () => {
    render(
      <MoonKeyTestProvider>
        <Header />
      </MoonKeyTestProvider>,
    );
    fireEvent.click(screen.getByText(`Log out ${people.ada.email}`));
    expect(screen.getByText('loggingOut')).toBeTruthy();
    expect(screen.queryByText(/ada@/)).toBeNull();
  });

  it('follows the engine to the end', async () => {
    const auth = createTestAuth();
    render(
      <MoonKeyTestProvider auth={auth}>
        <Header />
      </MoonKeyTestProvider>,
    );
    fireEvent.click(screen.getByText(/Log out/));
    expect(await screen.findByText('loggedOut')).toBeTruthy();
  });

  it('makes another engine for another state, and not for another render', () => {
    const stories: TestState[] = [{}, { status: 'loggedOut' }, { user: people.grace }];
    const { rerender } = render(
      <MoonKeyTestProvider>
        <Header />
      </MoonKeyTestProvider>,
    );
    const seen = stories.map((state) => {
      rerender(
        <MoonKeyTestProvider {...state}>
          <Header />
        </MoonKeyTestProvider>,
      );
      rerender(
        <MoonKeyTestProvider {...state}>
          <Header />
        </MoonKeyTestProvider>,
      );
      return document.body.textContent;
    });
    expect(seen).toEqual([
      'authenticatedLog out ada@example.test',
      'loggedOut',
      'authenticatedLog out grace@example.test',
    ]);
  });

  it('is a provider like any other', () => {
    render(
      <MoonKeyProvider auth={createTestAuth()}>
        <Header />
      </MoonKeyProvider>,
    );
    expect(screen.getByText('authenticated')).toBeTruthy();
  });
});
