import { act, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { MoonKeyProvider, useAuthSelector, useLogout, useMoonKey } from '../../src/react/index.js';
import { BackendError } from '../../src/services/backend.js';
import { createCounter } from './support/counter.js';
import { engine, Probe } from './support/probe.js';
import { createWorld, modes } from './support/world.js';

function Who() {
  const { status, user } = useMoonKey();
  return (
    <p>
      {status} {user?.email}
    </p>
  );
}

describe.each(modes)('commits of a consumer, $mode', ({ Mode }) => {
  it('is one for the restored session, one for the call of logout, one for its end', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const { Counted, take } = createCounter();
    const revoke = world.server.hold('revoke');
    world.renderApp(
      <>
        <Counted>
          <Who />
        </Counted>
        <Probe />
      </>,
      { Mode },
    );
    expect(take()).toBe(1);
    await screen.findByText(/^authenticated/);
    expect(take()).toBe(1);

    let done = Promise.resolve();
    const cleaned = vi.fn<() => void>();
    engine().addCleaner('cache', cleaned);
    act(() => {
      done = engine().logout();
    });
    expect(take()).toBe(1);
    await vi.waitFor(() => {
      const view = engine().getView();
      expect(view.status === 'loggingOut' && view.device).toBe('cleared');
    });
    expect(cleaned).toHaveBeenCalledOnce();
    expect(take()).toBe(0);
    revoke.release();
    await act(() => done);
    expect(screen.getByText('loggedOut')).toBeInTheDocument();
    expect(take()).toBe(1);
  });

  it('is none for a token refresh', async () => {
    const world = createWorld();
    world.server.jwtLife = 10;
    await world.visitEarlier();
    const { Counted, take } = createCounter();
    world.renderApp(
      <>
        <Counted>
          <Who />
        </Counted>
        <Probe />
      </>,
      { Mode },
    );
    await screen.findByText(/^authenticated/);
    take();
    const refreshed = vi.fn<() => void>();
    engine().on('refreshed', refreshed);
    const tokens = await act(() => engine().getSessionTokens());
    expect(tokens?.sessionJwt).toBe('jwt_2');
    await vi.waitFor(() => expect(refreshed).toHaveBeenCalledOnce());
    await act(async () => {});
    expect(take()).toBe(0);
  });

  it('is none for a change of pendingRevocations', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const { Counted, take } = createCounter();
    const selected = createCounter();
    const Pending = () => <i>{useAuthSelector((view) => view.pendingRevocations)} waiting</i>;
    world.server.break('revoke', new BackendError(503));
    world.renderApp(
      <>
        <Counted>
          <Who />
        </Counted>
        <selected.Counted>
          <Pending />
        </selected.Counted>
        <Probe />
      </>,
      { Mode },
    );
    await screen.findByText(/^authenticated/);
    await act(() =>
      engine()
        .logout()
        .catch(() => {}),
    );
    await screen.findByText('1 waiting');
    take();
    selected.take();
    world.server.mend('revoke');
    act(() => void window.dispatchEvent(new Event('online')));
    await screen.findByText('0 waiting');
    expect(take()).toBe(0);
    expect(selected.take()).toBe(1);
  });

  it('is one at all for whoever takes the engine, or logout alone', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const { Counted, take } = createCounter();
    const Button = () => {
      const { logout } = useLogout();
      return <button onClick={logout}>Log out</button>;
    };
    world.renderApp(
      <>
        <Counted>
          <Button />
          <Probe />
        </Counted>
        <Who />
      </>,
      { Mode },
    );
    await screen.findByText(/^authenticated/);
    act(() => screen.getByRole('button').click());
    await screen.findByText('loggedOut');
    expect(take()).toBe(1);
  });

  it('keeps the verbs the same from first to last', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const verbs = new Set<unknown>();
    const Verbs = () => {
      const { logout, start, getSessionTokens, status } = useMoonKey();
      for (const verb of [logout, start, getSessionTokens]) verbs.add(verb);
      return <p>{status}</p>;
    };
    const passed = world.createEngine();
    const app = (title: string) => (
      <Mode>
        <MoonKeyProvider auth={passed} config={{ appearance: { loginHeaderTitle: title } }}>
          <Verbs />
        </MoonKeyProvider>
      </Mode>
    );
    const { rerender } = render(app('One'));
    await screen.findByText('authenticated');
    rerender(app('Two'));
    await act(() => passed.logout());
    await screen.findByText('loggedOut');
    expect(verbs.size).toBe(3);
  });
});
