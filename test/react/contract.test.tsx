import { render, screen } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MoonKeyConfig, StartParams } from '../../src/react/index.js';
import { MoonKeyProvider, useLoginWithEmail, useMoonKey } from '../../src/react/index.js';
import { configKeys, emailMembers, members, startParams } from '../support/contract/react.js';
import { installModalDialog } from './support/modal-dialog.js';
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

const textsOf = (level: 'error' | 'warn') => said[level].mock.calls.map(([text]) => String(text));
const isMarker = (text: string) => text.includes('marker');
/** What development has said so far, but of the markers. */
const told = (level: 'error' | 'warn') => textsOf(level).filter((text) => !isMarker(text));
const uniqueKeys = (table: readonly { readonly key: string }[]) => [
  ...new Set(table.map(({ key }) => key)),
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

/** Renders a page for each config, waits until all of them were checked, and tells what was wrong. */
async function open(...configs: readonly MoonKeyConfig[]) {
  const worlds = configs.map((config) => ({ config, ...createWorld() }));
  render(
    worlds.map(({ config, publishableKey, server }) => (
      <MoonKeyProvider
        key={publishableKey}
        publishableKey={publishableKey}
        config={{
          backend: server.backend,
          ...config,
          // Warned of once all else was checked.
          appearance: { ...config.appearance, [`marker${publishableKey}`]: true },
        }}
      >
        <Who />
      </MoonKeyProvider>
    )),
  );
  await vi.waitFor(() => {
    expect(screen.queryAllByText('loggedOut')).toHaveLength(worlds.length);
    expect(textsOf('warn').filter(isMarker)).toHaveLength(worlds.length);
  });
  return told('error');
}

describe('config, as documented', () => {
  const keys = uniqueKeys(configKeys);

  it.each(configKeys)('takes "$key": $value', async ({ key, value, isIgnored }) => {
    expect(await open(nest([{ key, value }]))).toEqual([]);
    expect(told('warn').map((text) => isIgnored?.test(text))).toEqual(isIgnored ? [true] : []);
  });

  it('takes all of them together', async () => {
    const all = nest(configKeys);
    expect(Object.keys(all).toSorted()).toEqual([
      'appearance',
      'emailOtp',
      'embeddedWallets',
      'loginMethods',
    ]);
    expect(await open(all)).toEqual([]);
  });

  it('says of each misspelt one that it is unknown, and shows the page', async () => {
    const misspelt = keys.map((key) => `${key}s`);
    await open(...misspelt.map((key) => nest([{ key, value: true }])));
    const unknown = [...told('error'), ...told('warn')].map(
      (text) => /"config\.(\S+)" is not /.exec(text)?.[1],
    );
    expect(new Set(unknown)).toEqual(new Set(misspelt));
  });

  it('says of each one of the wrong kind what it must be, and shows the page', async () => {
    const wrong = await open(...keys.map((key) => nest([{ key, value: [] }])));
    expect(wrong).toEqual(keys.map((key) => expect.stringContaining(`"config.${key}" must be`)));
  });

  it('says of appearance, which may have more, that a key is ignored', async () => {
    expect(await open(nest([{ key: 'appearance.newer', value: 1 }]))).toEqual([]);
    expect(told('warn')).toEqual([
      expect.stringContaining('"config.appearance.newer" is not known'),
    ]);
  });
});

describe('start(), as documented', () => {
  beforeAll(installModalDialog);

  const together = Object.fromEntries(startParams.map(({ key, value }) => [key, value]));
  const forms: readonly (readonly [given: object | undefined, handed: object])[] = [
    [undefined, {}],
    ...startParams.map(({ key, value }) => [{ [key]: value }, { [key]: value }] as const),
    [together, together],
  ];

  /** Opens the dialog, or what the app has in its place. */
  async function start(params: object | undefined, config: MoonKeyConfig = {}) {
    const Door = () => {
      const moonKey = useMoonKey();
      return <button onClick={() => moonKey.start(params)}>Open</button>;
    };
    createWorld().renderApp(<Door />, { config });
    screen.getByText('Open').click();
    if (!config.onStart) await screen.findByRole('dialog');
  }
  const untilWarnedOf = (key: string) =>
    vi.waitFor(() => expect(told('warn').join()).toContain(`"${key}"`));

  it.each(startParams)('opens the dialog: "$key": $value', async ({ key, value, isIgnored }) => {
    // That of the wallet is said last.
    await start({ walletType: 'ethereum', [key]: value });
    await untilWarnedOf('walletType');
    expect(told('error')).toEqual([]);
    const warned = told('warn').slice(0, key === 'walletType' ? undefined : -1);
    expect(warned.map((text) => isIgnored?.test(text))).toEqual(isIgnored ? [true] : []);
  });

  it('opens it with all of them together', async () => {
    await start(together);
    await untilWarnedOf('walletType');
    expect(told('error')).toEqual([]);
  });

  it.each(uniqueKeys(startParams))(
    'says that "%ss" is unknown, and opens the dialog',
    async (key) => {
      await start({ [`${key}s`]: together[key] });
      await vi.waitFor(() =>
        expect(told('error')).toEqual([
          expect.stringContaining(`start: "${key}s" is not an option`),
        ]),
      );
    },
  );

  it('says that it must be given an object', async () => {
    await start(['email']);
    await vi.waitFor(() =>
      expect(told('error')).toEqual([
        expect.stringContaining('start: "options" must be an object'),
      ]),
    );
  });

  it.each(forms)('hands %j to onStart', async (params, expected) => {
    const onStart = vi.fn<(params: StartParams) => void>();
    await start(params, { onStart });
    expect(onStart).toHaveBeenCalledExactlyOnceWith(expected);
  });
});

describe('the hooks, as documented', () => {
  it('have every member', () => {
    const look = vi.fn<(...hooks: object[]) => void>();
    const Look = () => {
      look(useMoonKey(), useLoginWithEmail({ onComplete() {}, onError() {} }));
      return null;
    };
    createWorld().renderApp(<Look />);
    const seen = look.mock.lastCall ?? [];
    const kinds = seen.map((hook) =>
      Object.fromEntries(Object.entries(hook).map(([name, value]) => [name, typeof value])),
    );
    expect(kinds).toEqual([
      expect.objectContaining(members),
      expect.objectContaining(emailMembers),
    ]);
    expect(seen[0]).toMatchObject({ isAuthenticated: false, user: null });
  });
});
