import { act, render } from '@testing-library/react';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createAuth } from '../../src/engine/index.js';
import { MoonKeyProvider } from '../../src/react/index.js';
import { useRefreshOnSessionChange } from '../../src/router/index.js';
import { engine, Probe } from './support/probe.js';
import type { Grant } from '../../src/services/backend.js';
import { ada, code } from './support/scripted-backend.js';
import { createWorld, modes } from './support/world.js';

const patience = { timeout: 30_000 };

describe.each(modes)('useRefreshOnSessionChange, $mode', ({ Mode }) => {
  async function open(isSignedIn: boolean) {
    const world = createWorld();
    if (isSignedIn) await world.visitEarlier();
    const refresh = vi.fn<() => void>();
    function RouterCache() {
      useRefreshOnSessionChange(refresh);
      return null;
    }
    world.renderApp([<RouterCache key="c" />, <Probe key="p" />], { Mode });
    await act(() =>
      vi.waitFor(
        () =>
          expect(engine().getView()).toMatchObject({ ready: true, isAuthenticated: isSignedIn }),
        patience,
      ),
    );
    return { world, refresh };
  }

  it('drops what the router keeps in the tick of a logout, and again when the server has confirmed it', async () => {
    const { world, refresh } = await open(true);
    // The page was rendered for the session that is restored.
    expect(refresh).not.toHaveBeenCalled();
    const answer = world.server.hold('revoke');
    let leaving: Promise<void> | undefined;
    act(() => {
      leaving = engine().logout();
    });
    expect(refresh).toHaveBeenCalledOnce();
    await vi.waitFor(() => expect(world.server.count('revoke')).toBe(1), patience);
    expect(refresh).toHaveBeenCalledOnce();
    answer.release();
    await act(async () => leaving);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('does so in a tab that only hears of it', async () => {
    const { world, refresh } = await open(true);
    const other = world.createEngine();
    other.start();
    await vi.waitFor(() => expect(other.getView().isAuthenticated).toBe(true), patience);
    const answer = world.server.hold('revoke');
    const leaving = other.logout();
    await act(() => vi.waitFor(() => expect(refresh).toHaveBeenCalledOnce(), patience));
    expect(engine().getView().isAuthenticated).toBe(false);
    answer.release();
    await act(async () => leaving);
    await act(() => vi.waitFor(() => expect(refresh).toHaveBeenCalledTimes(2), patience));
  });

  it('waits where the device has lost the session that the page was rendered for, and finds it again', async () => {
    const world = createWorld();
    const user = { ...ada };
    let answer: (grant: Grant | null) => void = () => {};
    const current = vi.fn<() => Promise<Grant | null>>(
      () => new Promise((resolve) => (answer = resolve)),
    );
    const auth = createAuth({
      publishableKey: world.publishableKey,
      backend: { ...world.server.backend, current },
      initialState: { status: 'authenticated', user, sessionId: 'sess_1' },
    });
    onTestFinished(() => auth.dispose());
    const refresh = vi.fn<() => void>();
    function RouterCache() {
      useRefreshOnSessionChange(refresh);
      return null;
    }
    render(
      <Mode>
        <MoonKeyProvider auth={auth}>
          <RouterCache />
        </MoonKeyProvider>
      </Mode>,
    );
    await act(() => vi.waitFor(() => expect(current).toHaveBeenCalledOnce(), patience));
    const now = Math.floor(Date.now() / 1000);
    await act(async () =>
      answer({
        user,
        sessionId: 'sess_1',
        sessionToken: 'session_1',
        sessionJwt: 'jwt_1',
        issuedAt: now,
        jwtExpiresAt: now + 300,
        expiresAt: now + 86_400,
        ticket: 'ticket_1',
      }),
    );
    await act(() => vi.waitFor(() => expect(auth.getView().isAuthenticated).toBe(true), patience));
    await act(() => auth.recheck());
    expect(refresh).not.toHaveBeenCalled();
    await act(() => auth.logout());
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it('does so when somebody has signed in', async () => {
    const { refresh } = await open(false);
    await act(() => engine().signIn({ methodId: 'email_1', code }));
    expect(refresh).toHaveBeenCalledOnce();
  });
});
