import { render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { MoonKeyConfig, StartParams } from '../../src/react/index.js';
import { MoonKeyProvider, useMoonKey } from '../../src/react/index.js';
import { createWorld } from './support/world.js';

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

/** The documented keys of `config`, each with a documented value, and whether it is none of our business. */
const documented: readonly { key: string; value: unknown; isIgnored?: RegExp }[] = [
  { key: 'loginMethods', value: ['email'] },
  { key: 'emailOtp.expiresIn', value: 600 },
  { key: 'emailOtp.resendCodeTime', value: 60 },
  { key: 'emailOtp.skipVerifiedSuccess', value: false },
  { key: 'emailOtp.verifiedDisplayTime', value: 2000 },
  { key: 'emailOtp.verifyEmailTitle', value: 'Enter the code' },
  { key: 'emailOtp.verifyEmailResendTitle', value: 'Enter the new code' },
  { key: 'emailOtp.verifiedNewUserMessage', value: 'Hello' },
  { key: 'emailOtp.verifiedExistingUserMessage', value: 'Hello again' },
  { key: 'emailOtp.verifiedSuccessMessage', value: 'Done' },
  { key: 'appearance.logo', value: '/logo.svg' },
  { key: 'appearance.loginHeaderTitle', value: 'Hello' },
  { key: 'appearance.loginHeaderDescription', value: 'Who are you?' },
  { key: 'appearance.somethingNewer', value: 1, isIgnored: /"config.appearance.somethingNewer"/ },
  { key: 'embeddedWallets.createOnLogin', value: 'none' },
  {
    key: 'embeddedWallets.createOnLogin',
    value: 'always',
    isIgnored: /"config.embeddedWallets.createOnLogin" is ignored/,
  },
  {
    key: 'loginMethods',
    value: ['email', 'google', 'apple', 'wallet'],
    isIgnored: /"config.loginMethods" names google, apple, wallet/,
  },
];

/** `{ a: { b: value } }` for `a.b`. */
function nest(entries: readonly { key: string; value: unknown }[]): MoonKeyConfig {
  const config: Record<string, Record<string, unknown>> = {};
  for (const { key, value } of entries) {
    const [outer = '', inner] = key.split('.');
    if (inner) config[outer] = { ...config[outer], [inner]: value };
    else Object.assign(config, { [outer]: value });
  }
  return config;
}

function Who() {
  return <p>{useMoonKey().status}</p>;
}

/** Renders, waits until the props were checked, and tells what was said about them. */
async function open(config: MoonKeyConfig) {
  const world = createWorld();
  render(
    <MoonKeyProvider
      publishableKey={world.publishableKey}
      config={{ backend: world.server.backend, ...config }}
      // Said after the checks of this very render: a marker that is unknown, new each time.
      {...{ [`marker${world.publishableKey}`]: true }}
    >
      <Who />
    </MoonKeyProvider>,
  );
  await screen.findByText('loggedOut');
  const said1 = () => said.error.mock.calls.map(([text]) => String(text));
  await vi.waitFor(() => expect(said1().length).toBeGreaterThan(0));
  return said1().filter((text) => !text.includes('marker'));
}

describe('config, as documented', () => {
  it.each(documented)('takes "$key": $value', async ({ key, value, isIgnored }) => {
    expect(await open(nest([{ key, value }]))).toEqual([]);
    const warnings = said.warn.mock.calls.map(([text]) => String(text));
    expect(warnings.map((text) => isIgnored?.test(text))).toEqual(isIgnored ? [true] : []);
  });

  it('takes all of them together', async () => {
    const all = nest(documented);
    expect(Object.keys(all).toSorted()).toEqual([
      'appearance',
      'emailOtp',
      'embeddedWallets',
      'loginMethods',
    ]);
    expect(await open(all)).toEqual([]);
  });
});

describe('start(), as documented', () => {
  const forms: readonly [StartParams | undefined, StartParams][] = [
    [undefined, {}],
    [{ loginMethods: ['email', 'wallet'] }, { loginMethods: ['email', 'wallet'] }],
    [
      { prefill: { type: 'email', value: 'ada@example.com' } },
      { prefill: { type: 'email', value: 'ada@example.com' } },
    ],
    [
      { prefill: { type: 'phone', value: '+491711234567' } },
      { prefill: { type: 'phone', value: '+491711234567' } },
    ],
    [{ disableSignup: true }, { disableSignup: true }],
    [{ walletType: 'ethereum-or-solana' }, { walletType: 'ethereum-or-solana' }],
  ];

  it.each(forms)('hands %j to onStart', async (params, expected) => {
    const onStart = vi.fn<(params: StartParams) => void>();
    const world = createWorld();
    const Door = () => {
      const { start } = useMoonKey();
      return <button onClick={() => start(params)}>Open</button>;
    };
    world.renderApp(<Door />, { config: { onStart } });
    screen.getByText('Open').click();
    expect(onStart).toHaveBeenCalledExactlyOnceWith(expected);
  });
});
