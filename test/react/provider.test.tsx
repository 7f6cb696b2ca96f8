import { act, render, screen, waitFor } from '@testing-library/react';
import { Activity, type ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { MoonKeyProvider, useMoonKey } from '../../src/react/index.js';
import { code } from './support/scripted-backend.js';
import { engine, Probe } from './support/probe.js';
import { createWorld, modes } from './support/world.js';

function Who() {
  const { status, user, logout } = useMoonKey();
  return (
    <button onClick={logout}>
      {status} {user?.email}
    </button>
  );
}

describe.each(modes)('MoonKeyProvider, $mode', ({ Mode }) => {
  it('shows initializing first, then the restored session', async () => {
    const world = createWorld();
    await world.visitEarlier();
    world.renderApp(<Who />, { Mode });
    expect(screen.getByRole('button')).toHaveTextContent(/^initializing/);
    await screen.findByText('authenticated ada@example.com');
    expect(world.server.calls).toEqual([]);
  });

  it('logs out on a click: at once here, then on the server', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const revoke = world.server.hold('revoke');
    world.renderApp(<Who />, { Mode });
    await screen.findByText(/^authenticated/);
    act(() => screen.getByRole('button').click());
    expect(screen.getByRole('button')).toHaveTextContent(/^loggingOut$/);
    revoke.release();
    await screen.findByText('loggedOut');
    expect(world.server.count('revoke')).toBe(1);
  });

  it('makes one engine for a life, and another for another key', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const app = (publishableKey: string) => (
      <Mode>
        <MoonKeyProvider {...{ publishableKey }} config={{ backend: world.server.backend }}>
          <Who />
          <Probe />
        </MoonKeyProvider>
      </Mode>
    );
    const { rerender } = render(app(world.publishableKey));
    await screen.findByText(/^authenticated/);
    const first = engine();
    rerender(app(world.publishableKey));
    expect(engine()).toBe(first);
    rerender(app(`${world.publishableKey}b`));
    expect(engine()).not.toBe(first);
    await screen.findByText('loggedOut');
    expect(first.getView().status).toBe('authenticated');
  });

  it('gives two providers of one key each their own engine, and both one session', async () => {
    const world = createWorld();
    const panel = (name: string) => (
      <section aria-label={name}>
        <MoonKeyProvider
          publishableKey={world.publishableKey}
          config={{ backend: world.server.backend }}
        >
          <Who />
          <Probe />
        </MoonKeyProvider>
      </section>
    );
    render(
      <Mode>
        {panel('left')}
        {panel('right')}
      </Mode>,
    );
    await waitFor(() => expect(screen.getAllByText('loggedOut')).toHaveLength(2));
    await act(() => engine().signIn({ methodId: 'email_1', code }));
    await waitFor(() => expect(screen.getAllByText(/^authenticated/)).toHaveLength(2));
    await act(() => engine().logout());
    await waitFor(() => expect(screen.getAllByText('loggedOut')).toHaveLength(2));
    expect(world.server.count('revoke')).toBe(1);
  });

  it('lets a running logout finish when it is unmounted', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const revoke = world.server.hold('revoke');
    const { unmount } = world.renderApp(
      <>
        <Who />
        <Probe />
      </>,
      { Mode },
    );
    await screen.findByText(/^authenticated/);
    const done = engine().logout();
    unmount();
    revoke.release();
    await expect(done).resolves.toBeUndefined();
    const next = world.createEngine();
    next.start();
    await vi.waitFor(() => expect(next.getView().status).toBe('loggedOut'));
  });

  it('stops the engine it made once it is gone, and none that was passed in', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const passed = world.createEngine();
    const dispose = vi.spyOn(passed, 'dispose');
    const app = render(
      <Mode>
        <MoonKeyProvider auth={passed}>
          <Who />
        </MoonKeyProvider>
      </Mode>,
    );
    await screen.findByText(/^authenticated/);
    app.unmount();

    const own = world.renderApp(
      <>
        <Who />
        <Probe />
      </>,
      { Mode },
    );
    await screen.findByText(/^authenticated/);
    const made = engine();
    own.unmount();
    await act(async () => {});
    await passed.logout();
    expect(dispose).not.toHaveBeenCalled();
    // A stopped engine hears nothing of other tabs.
    expect(made.getView().status).toBe('authenticated');
    expect(passed.getView().status).toBe('loggedOut');
  });

  it('comes back to life with a tree that was hidden', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const app = (shown: boolean): ReactNode => (
      <Mode>
        <Activity mode={shown ? 'visible' : 'hidden'}>
          <MoonKeyProvider
            publishableKey={world.publishableKey}
            config={{ backend: world.server.backend }}
          >
            <Who />
          </MoonKeyProvider>
        </Activity>
      </Mode>
    );
    const { rerender } = render(app(true));
    await screen.findByText(/^authenticated/);
    rerender(app(false));
    await act(async () => {});
    const otherTab = world.createEngine();
    otherTab.start();
    await vi.waitFor(() => expect(otherTab.getView().status).toBe('authenticated'));
    await otherTab.logout();
    rerender(app(true));
    await screen.findByText('loggedOut');
  });
});

describe('without a provider', () => {
  it('says what to do', () => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => render(<Who />)).toThrow(/<MoonKeyProvider publishableKey="pk_/);
    silence.mockRestore();
  });
});
