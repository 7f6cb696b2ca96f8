import { act, render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ConfigurationError, createAuth } from '../../src/engine/index.js';
import { MoonKeyProvider, useMoonKey } from '../../src/react/index.js';
import { Boundary } from './support/boundary.js';
import { createWorld, modes } from './support/world.js';

const key = 'pk_test_props';
const said = {
  error: vi.spyOn(console, 'error').mockImplementation(() => {}),
  warn: vi.spyOn(console, 'warn').mockImplementation(() => {}),
};
beforeEach(() => {
  // What is said once is said anew in each test.
  vi.resetModules();
  said.error.mockClear();
  said.warn.mockClear();
});

function Who() {
  return <p>{useMoonKey().status}</p>;
}

/** Renders the app, and hands out what it threw. */
function open(props: object) {
  const thrown: Error[] = [];
  const page = () => (
    <Boundary onError={(error) => thrown.push(error)}>
      <MoonKeyProvider {...(props as { publishableKey: string })}>
        <Who />
      </MoonKeyProvider>
    </Boundary>
  );
  return { thrown, page, ...render(page()) };
}

const inProduction = () => {
  vi.stubEnv('NODE_ENV', 'production');
  onTestFinished(() => void vi.unstubAllEnvs());
};

describe('what cannot work', () => {
  it.each([
    ['publishableKey', {}],
    ['publishableKey', { publishableKey: 'sk_test_oops' }],
    ['config.backend', { publishableKey: key, config: { backend: 'ftp://x' } }],
    ['config.backend', { publishableKey: key, config: { backend: '//elsewhere' } }],
    ['config.backend', { publishableKey: key, config: { backend: {} } }],
    ['config.backend', { publishableKey: key, config: { backend: null } }],
    ['auth', { auth: {} }],
  ])('throws at once, with the option "%s": %j', (option, props) => {
    for (const environment of ['development', 'production']) {
      vi.stubEnv('NODE_ENV', environment);
      const { thrown, unmount } = open(props);
      expect(thrown[0]).toBeInstanceOf(TypeError);
      expect(thrown[0]).toMatchObject({
        name: 'ConfigurationError',
        code: 'invalid_option',
        option,
      });
      expect(thrown[0]?.message).toContain(`"${option}" `);
      unmount();
    }
    vi.unstubAllEnvs();
  });

  it('throws the very error that createAuth() throws', () => {
    expect(() => createAuth({ publishableKey: 'nope' })).toThrow(ConfigurationError);
    expect(open({ publishableKey: 'nope' }).thrown[0]).toBeInstanceOf(ConfigurationError);
  });
});

describe('what is wrong or unknown', () => {
  const wrong: [string, object][] = [
    ['theme', { theme: 'dark' }],
    ['config', { config: 'dark' }],
    ['config', { config: null }],
    ['config.appearence', { config: { appearence: {} } }],
    ['config.loginMethods', { config: { loginMethods: [] } }],
    ['config.headers.x tenant', { config: { headers: { 'x tenant': 'acme' } } }],
    ['config.credentials', { config: { credentials: true } }],
    ['config.loginMethods.0', { config: { loginMethods: ['sms'] } }],
    ['config.loginMethods', { config: { loginMethods: 'email' } }],
    ['config.emailOtp', { config: { emailOtp: 60 } }],
    ['config.emailOtp.expiresIn', { config: { emailOtp: { expiresIn: 0 } } }],
    ['config.emailOtp.resendCodeTime', { config: { emailOtp: { resendCodeTime: '60' } } }],
    ['config.emailOtp.length', { config: { emailOtp: { length: 4 } } }],
    ['config.emailOtp.skipVerifiedSucess', { config: { emailOtp: { skipVerifiedSucess: true } } }],
    ['config.emailOtp.skipVerifiedSuccess', { config: { emailOtp: { skipVerifiedSuccess: 1 } } }],
    ['config.emailOtp.verifiedDisplayTime', { config: { emailOtp: { verifiedDisplayTime: -1 } } }],
    ['config.appearance', { config: { appearance: [] } }],
    ['config.appearance.logo', { config: { appearance: { logo: 1 } } }],
    ['config.appearance.theme', { config: { appearance: { theme: 'x' } } }],
    ['config.embeddedWallets.createOnLogn', { config: { embeddedWallets: { createOnLogn: 1 } } }],
    ['config.onStart', { config: { onStart: true } }],
    ['config.texts.titel', { config: { texts: { titel: 'Hallo' } } }],
    ['config.texts.title', { config: { texts: { title: 1 } } }],
    ['config.locale', { config: { locale: 1 } }],
    ['config.sharedDevice', { config: { sharedDevice: 'yes' } }],
  ];

  it.each(wrong)(
    'is said in development, and the page lives: "%s" of %j',
    async (option, props) => {
      const { thrown } = open({ publishableKey: key, ...props });
      await vi.waitFor(() =>
        expect(said.error).toHaveBeenCalledExactlyOnceWith(
          expect.stringContaining(`MoonKeyProvider: "${option}" `),
        ),
      );
      expect(thrown).toEqual([]);
      expect(screen.getByText(/initializing|loggedOut/)).toBeInTheDocument();
    },
  );

  it('is no business of a page in production', async () => {
    inProduction();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { thrown } = open({ publishableKey: key, colour: 'red', config: { colour: 'blue' } });
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    await vi.dynamicImportSettled();
    expect(thrown).toEqual([]);
    expect(said.error).not.toHaveBeenCalled();
  });

  it('is said once, however often a page renders', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { page, rerender } = open({ publishableKey: key, shade: 'grey' });
    for (const _ of [1, 2, 3]) {
      rerender(page());
      await act(() => vi.advanceTimersByTimeAsync(1_000));
      await vi.dynamicImportSettled();
      expect(said.error).toHaveBeenCalledOnce();
    }
  });

  it('is said of what is ignored beside an engine', async () => {
    const auth = createWorld().createEngine();
    const { unmount } = open({ auth, publishableKey: key });
    await vi.waitFor(() => expect(said.error.mock.lastCall?.[0]).toContain('"publishableKey"'));
    unmount();
    open({ auth, config: { backend: '/api/auth' } }).unmount();
    await vi.waitFor(() => expect(said.error.mock.lastCall?.[0]).toContain('"config.backend"'));
    open({ auth, config: { headers: { 'x-tenant': 'acme' } } }).unmount();
    await vi.waitFor(() => expect(said.error.mock.lastCall?.[0]).toContain('"config.headers"'));
    open({
      publishableKey: key,
      config: { backend: { revoke() {}, refresh() {} }, credentials: 'omit' },
    });
    await vi.waitFor(() => expect(said.error.mock.lastCall?.[0]).toContain('"config.credentials"'));
  });
});

describe('what is let through', () => {
  it.each(modes)('data-* and aria-*, as build plugins add them, $mode', async ({ Mode }) => {
    const world = createWorld();
    const plugin = { 'data-sentry-component': 'App', 'data-sentry-source-file': 'App.tsx' };
    render(
      <Mode>
        <MoonKeyProvider
          publishableKey={world.publishableKey}
          config={{ backend: world.server.backend }}
          {...plugin}
          aria-label="app"
        >
          <Who />
        </MoonKeyProvider>
      </Mode>,
    );
    await screen.findByText('loggedOut');
    // The check has run by then: it speaks of this one.
    render(<MoonKeyProvider publishableKey={key} {...{ tint: 'green' }} />);
    await vi.waitFor(() => expect(said.error).toHaveBeenCalled());
    expect(said.error.mock.calls.map(([text]) => String(text))).toEqual([
      expect.stringContaining('"tint"'),
    ]);
  });

  it('checks without harm where the page of a test has ended', async () => {
    const unhandled = vi.fn<(reason: unknown) => void>();
    process.on('unhandledRejection', unhandled);
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    render(<MoonKeyProvider publishableKey="pk_test_1" />, { wrapper: StrictMode });
    vi.stubGlobal('window', undefined);
    vi.runAllTimers();
    vi.useRealTimers();
    await vi.dynamicImportSettled();
    vi.unstubAllGlobals();
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});
