import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { Activity, Component, type ReactNode, StrictMode } from 'react';
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

  it('checks its props without harm where the page of a test has ended', async () => {
    const unhandled = vi.fn<(reason: unknown) => void>();
    process.on('unhandledRejection', unhandled);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    render(<MoonKeyProvider publishableKey="pk_test_1" />, { wrapper: Mode });
    vi.stubGlobal('window', undefined);
    vi.runAllTimers();
    vi.useRealTimers();
    await vi.dynamicImportSettled();
    vi.unstubAllGlobals();
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('checks the props of a page that renders all the time', async () => {
    const silent = vi.spyOn(console, 'error').mockImplementation(() => {});
    const wrong = { publishableKey: 'pk_test_1', config: { colour: 'red' } as never };
    const page = () => (
      <Boundary>
        <MoonKeyProvider {...wrong} />
      </Boundary>
    );
    const { rerender, container } = render(page(), { wrapper: Mode });
    await vi.waitFor(
      () => {
        rerender(page());
        expect(container).toHaveTextContent(/"config.colour" is not known/);
      },
      { interval: 10, timeout: 5_000 },
    );
    silent.mockRestore();
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

class Boundary extends Component<{ children: ReactNode }, { message?: string }> {
  override state: { message?: string } = {};
  static getDerivedStateFromError(error: Error) {
    return { message: error.message };
  }
  override render() {
    const { message } = this.state;
    return message === undefined ? this.props.children : <p role="alert">{message}</p>;
  }
}

describe('what a provider refuses', () => {
  /** The message that the nearest error boundary gets. */
  const attempt = async (props: object) => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => {});
    render(
      <Boundary>
        <MoonKeyProvider {...(props as { publishableKey: string })} />
      </Boundary>,
    );
    const { textContent } = await screen.findByRole('alert');
    silence.mockRestore();
    return textContent;
  };
  const key = 'pk_test_refused';

  it.each([
    ['publishableKey', {}],
    ['publishableKey', { publishableKey: 'sk_test_oops' }],
    ['backend', { publishableKey: key, config: { backend: 'ftp://x' } }],
    ['theme', { publishableKey: key, theme: 'dark' }],
    ['config', { publishableKey: key, config: 'dark' }],
    ['config', { publishableKey: key, config: null }],
    ['config.appearence', { publishableKey: key, config: { appearence: {} } }],
    ['config.loginMethods', { publishableKey: key, config: { loginMethods: [] } }],
    ['config.loginMethods', { publishableKey: key, config: { loginMethods: ['sms'] } }],
    ['config.loginMethods', { publishableKey: key, config: { loginMethods: 'email' } }],
    ['config.emailOtp', { publishableKey: key, config: { emailOtp: 60 } }],
    ['config.emailOtp.expiresIn', { publishableKey: key, config: { emailOtp: { expiresIn: 0 } } }],
    [
      'config.emailOtp.resendCodeTime',
      { publishableKey: key, config: { emailOtp: { resendCodeTime: '60' } } },
    ],
    ['config.emailOtp.length', { publishableKey: key, config: { emailOtp: { length: 4 } } }],
    ['config.appearance', { publishableKey: key, config: { appearance: [] } }],
    ['config.appearance.logo', { publishableKey: key, config: { appearance: { logo: 1 } } }],
    ['config.appearance.theme', { publishableKey: key, config: { appearance: { theme: 'x' } } }],
    [
      'config.appearance.loginHeaderTitle',
      { publishableKey: key, config: { appearance: { loginHeaderTitle: 1 } } },
    ],
    [
      'config.appearance.loginHeaderDescription',
      { publishableKey: key, config: { appearance: { loginHeaderDescription: 1 } } },
    ],
    ['config.onStart', { publishableKey: key, config: { onStart: true } }],
    ['auth', { auth: {} }],
  ])('names "%s" for %j', async (option, props) => {
    expect(await attempt(props)).toContain(`"${option}"`);
  });

  it('refuses an engine together with what makes one', async () => {
    const auth = createWorld().createEngine();
    expect(await attempt({ auth, publishableKey: key })).toContain('"publishableKey"');
    cleanup();
    expect(await attempt({ auth, config: { backend: '/api/auth' } })).toContain('"config.backend"');
  });

  it('says what to do where there is none', () => {
    const silence = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => render(<Who />)).toThrow(/<MoonKeyProvider publishableKey="pk_/);
    silence.mockRestore();
  });

  it('takes every option there is', async () => {
    const world = createWorld();
    render(
      <StrictMode>
        <MoonKeyProvider
          publishableKey={world.publishableKey}
          config={{
            loginMethods: ['email', 'google', 'apple', 'wallet'],
            emailOtp: { expiresIn: 600, resendCodeTime: 60 },
            appearance: {
              logo: '/logo.svg',
              loginHeaderTitle: 'Hello',
              loginHeaderDescription: 'Who are you?',
              theme: 'dark',
            },
            backend: world.server.backend,
            onStart: () => {},
          }}
        >
          <Who />
        </MoonKeyProvider>
      </StrictMode>,
    );
    expect(await screen.findByText('loggedOut')).toBeInTheDocument();
  });
});
