import { act, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { LogoutError } from '../../src/engine/index.js';
import {
  Authenticated,
  MoonKeyProvider,
  Unauthenticated,
  useAuthSelector,
  useLogout,
  useLogoutCleaner,
  useLogoutGuard,
} from '../../src/react/index.js';
import { BackendError } from '../../src/services/backend.js';
import { engine, Probe } from './support/probe.js';
import { createWorld, modes } from './support/world.js';

const signedIn = () => vi.waitFor(() => expect(engine().getView().isAuthenticated).toBe(true));
const click = (name: string) => act(() => screen.getByRole('button', { name }).click());

describe.each(modes)('useLogout, $mode', ({ Mode }) => {
  const onSuccess = vi.fn<() => void>();
  const onError = vi.fn<(error: LogoutError) => void>();
  function Button() {
    const { logout, isLoggingOut, error } = useLogout({ onSuccess, onError });
    return (
      <button onClick={logout} disabled={isLoggingOut} title={error?.code ?? ''}>
        {isLoggingOut ? 'Leaving' : 'Leave'}
      </button>
    );
  }

  it('shows that it is under way, and calls onSuccess', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const revoke = world.server.hold('revoke');
    onSuccess.mockClear();
    world.renderApp([<Button key="b" />, <Probe key="g" />], { Mode });
    await signedIn();
    click('Leave');
    expect(screen.getByRole('button')).toHaveTextContent('Leaving');
    expect(screen.getByRole('button')).toBeDisabled();
    expect(onSuccess).not.toHaveBeenCalled();
    revoke.release();
    await screen.findByText('Leave');
    expect(onSuccess).toHaveBeenCalledOnce();
  });

  it('calls onLoggedOut before the server has answered, whatever it says, and not after a veto', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const onLoggedOut = vi.fn<() => void>();
    const Leave = () => <button onClick={useLogout({ onLoggedOut }).logout}>Leave</button>;
    world.renderApp([<Leave key="b" />, <Probe key="g" />], { Mode });
    await signedIn();
    const removeGuard = engine().addLogoutGuard(() => false);
    click('Leave');
    await vi.waitFor(() => expect(engine().getView().status).toBe('authenticated'));
    await act(async () => {});
    expect(onLoggedOut).not.toHaveBeenCalled();
    removeGuard();
    const revoke = world.server.hold('revoke');
    click('Leave');
    expect(onLoggedOut).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(onLoggedOut).toHaveBeenCalledOnce());
    expect(engine().getView().status).toBe('loggingOut');
    revoke.fail(new BackendError(500));
    await vi.waitFor(() => expect(engine().getView().status).toBe('loggedOut'));
    expect(onLoggedOut).toHaveBeenCalledOnce();
  });

  it('shows what failed, calls onError, and leaves no rejection unhandled', async () => {
    const unhandled = vi.fn<() => void>();
    process.on('unhandledRejection', unhandled);
    const world = createWorld();
    await world.visitEarlier();
    world.server.break('revoke', new BackendError(500));
    onError.mockClear();
    world.renderApp([<Button key="b" />, <Probe key="g" />], { Mode });
    await signedIn();
    click('Leave');
    await screen.findByTitle('revocation_queued');
    expect(onError).toHaveBeenCalledExactlyOnceWith(expect.any(LogoutError));
    await new Promise(setImmediate);
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('calls back even if the logout took the component away', async () => {
    const world = createWorld();
    await world.visitEarlier();
    onSuccess.mockClear();
    world.renderApp(
      <Authenticated>
        <Button />
      </Authenticated>,
      { Mode },
    );
    await screen.findByText('Leave');
    click('Leave');
    expect(screen.queryByRole('button')).toBeNull();
    await vi.waitFor(() => expect(onSuccess).toHaveBeenCalledOnce());
  });
});

describe.each(modes)('cleaners and guards, $mode', ({ Mode }) => {
  it('runs the latest cleaner, also of a component that the logout unmounts', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const cleaned = vi.fn<(items?: unknown) => void>();
    function Cart() {
      const [items, setItems] = useState(0);
      useLogoutCleaner('cart', () => cleaned(items));
      return <button onClick={() => setItems(items + 1)}>Add</button>;
    }
    world.renderApp(
      <Authenticated>
        <Cart />
        <Probe />
      </Authenticated>,
      { Mode },
    );
    await screen.findByText('Add');
    click('Add');
    click('Add');
    await act(() => engine().logout());
    expect(cleaned).toHaveBeenCalledExactlyOnceWith(2);
  });

  it('forgets a cleaner when its component is gone', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const passed = world.createEngine();
    const cleaned = vi.fn<(items?: unknown) => void>();
    const Cleaner = () => {
      useLogoutCleaner('gone', cleaned);
      return null;
    };
    const app = (shown: boolean) => (
      <Mode>
        <MoonKeyProvider auth={passed}>
          {shown && <Cleaner />}
          <Probe />
        </MoonKeyProvider>
      </Mode>
    );
    const { rerender } = render(app(true));
    await signedIn();
    rerender(app(false));
    await act(() => engine().logout());
    expect(cleaned).not.toHaveBeenCalled();
  });

  it('lets a guard veto, asks the latest one, and asks none that is null', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const asked = vi.fn<(text: string) => void>();
    function Editor() {
      const [text, setText] = useState('');
      useLogoutGuard(
        text === ''
          ? null
          : () => {
              asked(text);
              return text === 'saved';
            },
      );
      return (
        <>
          <button onClick={() => setText('draft')}>Write</button>
          <button onClick={() => setText('saved')}>Save</button>
        </>
      );
    }
    world.renderApp([<Editor key="e" />, <Probe key="g" />], { Mode });
    await signedIn();
    click('Write');
    await expect(act(() => engine().logout())).rejects.toMatchObject({ code: 'cancelled' });
    expect(asked).toHaveBeenLastCalledWith('draft');
    expect(engine().getView().isAuthenticated).toBe(true);
    click('Save');
    await act(() => engine().logout());
    expect(asked).toHaveBeenLastCalledWith('saved');
    expect(engine().getView().status).toBe('loggedOut');
  });

  it('logs out in the same tick once the guard is null again', async () => {
    const world = createWorld();
    await world.visitEarlier();
    function Editor() {
      const [isDirty, setDirty] = useState(true);
      useLogoutGuard(isDirty ? () => false : null);
      return <button onClick={() => setDirty(false)}>Save</button>;
    }
    world.renderApp([<Editor key="e" />, <Probe key="g" />], { Mode });
    await signedIn();
    click('Save');
    let after = true;
    let done = Promise.resolve();
    act(() => {
      done = engine().logout();
      after = engine().getView().isAuthenticated;
    });
    expect(after).toBe(false);
    await act(() => done);
  });
});

describe.each(modes)('guards of the tree and selectors, $mode', ({ Mode }) => {
  it('shows pending, then the right branch, from the moment of logout on', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const revoke = world.server.hold('revoke');
    const { container } = world.renderApp(
      <>
        <Authenticated pending="a?" fallback="out ">
          {(user) => `hello ${user.email} `}
        </Authenticated>
        <Unauthenticated pending="u?" fallback="in">
          nobody
        </Unauthenticated>
        <Authenticated>!</Authenticated>
        <Authenticated when={(user) => user.email.startsWith('grace')} fallback="">
          never
        </Authenticated>
        <Probe />
      </>,
      { Mode },
    );
    expect(container).toHaveTextContent('a?u?');
    await signedIn();
    await vi.waitFor(() => expect(container.textContent).toBe('hello ada@example.com in!'));
    act(() => void engine().logout());
    expect(container.textContent).toBe('out nobody');
    revoke.release();
    await vi.waitFor(() => expect(engine().getView().status).toBe('loggedOut'));
  });

  it('keeps an equal selection, and survives a selector that would throw after a logout', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const seen = new Set<unknown>();
    function Greeting() {
      const name = useAuthSelector((view) => {
        if (!view.user) throw new TypeError('nobody');
        return view.user.email;
      });
      const parts = useAuthSelector(
        (view) => ({ ready: view.ready }),
        (a, b) => a.ready === b.ready,
      );
      seen.add(parts);
      return <p>{name}</p>;
    }
    world.renderApp(
      <>
        <Authenticated fallback="bye">
          <Greeting />
        </Authenticated>
        <Probe />
      </>,
      { Mode },
    );
    await screen.findByText('ada@example.com');
    await act(() => engine().logout());
    expect(document.body).toHaveTextContent('bye');
    expect(seen.size).toBeLessThanOrEqual(2);
  });
});
