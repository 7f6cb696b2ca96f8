import { act, screen } from '@testing-library/react';
import { readFileSync } from 'node:fs';
import type { ComponentType } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Authenticated, Unauthenticated, useMoonKey } from '../../src/react/index.js';
import { BackendError } from '../../src/services/backend.js';
import { engine, Probe } from '../react/support/probe.js';
import { createWorld, modes, type World } from '../react/support/world.js';
import { extractSnippets } from './support/extract-snippets.js';
import { loadSource } from './support/load-source.js';
import { ownPage } from './support/own-page.js';

const path = process.env['MOONKEY_PAGE'];
const { components, handlers } = extractSnippets(
  path === undefined ? ownPage : readFileSync(path, 'utf8'),
);
const router = { push: vi.fn<(path: string) => void>() };

const signedIn = () => vi.waitFor(() => expect(engine().getView().isAuthenticated).toBe(true));
const settled = () => vi.waitFor(() => expect(engine().getView().status).toBe('loggedOut'));
const enabledButtons = () =>
  screen.queryAllByRole('button').filter((button) => !button.hasAttribute('disabled'));

/** The buttons that can be reached, as the numbers of the buttons to click one after the other. */
async function clickAlong(trail: readonly number[]): Promise<number> {
  for (const step of trail) await act(async () => enabledButtons()[step]?.click());
  return enabledButtons().length;
}

async function expectLoggedOut(source: string, { server }: World): Promise<void> {
  await settled();
  expect(server.count('revoke')).toBe(1);
  expect(await screen.findByText('signed out')).toBeInTheDocument();
  const goes = source.includes('router.push');
  await vi.waitFor(() => expect(router.push.mock.calls.length > 0).toBe(goes));
}

/** The user said no; then says yes. */
async function expectStillHere(): Promise<void> {
  expect(engine().getView().isAuthenticated).toBe(true);
  await clickAlong([0]);
}

describe('the extractor', () => {
  it('takes components with their imports, and handlers, and nothing else', () => {
    const own = extractSnippets(ownPage);
    expect(own.components.map(({ name }) => name)).toEqual(['Exit', 'Menu']);
    expect(own.components[0]?.source).toMatch(/^import [\s\S]*next\/router[\s\S]*\n\}$/);
    expect(own.handlers).toEqual([expect.stringMatching(/^const handleExit[\s\S]*\};$/)]);
  });

  it('notices a snippet without an end', () => {
    expect(() => extractSnippets("import { x } from 'x';\nfunction Broken() {\nreturn (")).toThrow(
      'line 2 has no end',
    );
  });

  it('finds the snippets of the page', () => {
    expect(components.length).toBeGreaterThanOrEqual(path === undefined ? 2 : 7);
    expect(handlers.length).toBeGreaterThanOrEqual(path === undefined ? 1 : 4);
  });
});

describe.each(modes)('the page, $mode', ({ Mode }) => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {});
  beforeEach(() => {
    errors.mockClear();
    vi.spyOn(console, 'log').mockImplementation(() => {});
  });
  afterEach(() => void router.push.mockClear());

  async function open(source: string, name: string, isServerUp: boolean) {
    const world = createWorld();
    await world.visitEarlier();
    if (!isServerUp) world.server.break('revoke', new BackendError(503));
    const loaded = loadSource(`${source}\nexport { ${name} };`, () => router);
    const Snippet = loaded[name] as ComponentType;
    // A component that reads the user as it is belongs where there is one.
    const needsUser = source.includes('user.email') && !source.includes('isAuthenticated');
    const app = world.renderApp(
      <>
        <Probe />
        {needsUser ? (
          <Authenticated>
            <Snippet />
          </Authenticated>
        ) : (
          <Snippet />
        )}
        <Unauthenticated>signed out</Unauthenticated>
      </>,
      { Mode },
    );
    await signedIn();
    return { world, app };
  }

  it.each(components)('runs $name along every path of clicks, the server up', async (snippet) => {
    const trails: number[][] = [[]];
    let logouts = 0;
    for (let next = trails.shift(); next !== undefined; next = trails.shift()) {
      const { world, app } = await open(snippet.source, snippet.name, true);
      const buttons = await clickAlong(next);
      if (engine().getView().isAuthenticated) {
        if (next.length < 3)
          for (let button = 0; button < buttons; button++) trails.push([...next, button]);
      } else {
        await expectLoggedOut(snippet.source, world);
        logouts++;
      }
      app.unmount();
      router.push.mockClear();
    }
    expect(logouts).toBeGreaterThan(0);
    expect(errors).not.toHaveBeenCalled();
  });

  it.each(components)('logs $name out here even if the server is down', async (snippet) => {
    // What the page prints lets an error through in places: the app's own concern.
    const unhandled = vi.fn<(error: unknown) => void>();
    process.on('unhandledRejection', unhandled);
    const before = process.listeners('unhandledRejection').filter((one) => one !== unhandled);
    for (const listener of before) process.off('unhandledRejection', listener);
    const { app } = await open(snippet.source, snippet.name, false);
    for (let clicks = 0; clicks < 4 && engine().getView().isAuthenticated; clicks++)
      await clickAlong([Math.min(clicks, Math.max(0, enabledButtons().length - 1))]);
    await settled();
    expect(screen.getByText('signed out')).toBeInTheDocument();
    await new Promise(setImmediate);
    app.unmount();
    process.off('unhandledRejection', unhandled);
    for (const listener of before) process.on('unhandledRejection', listener);
    for (const [error] of unhandled.mock.calls)
      expect(error).toMatchObject({ code: 'revocation_queued' });
  });

  it.each(handlers.map((source) => ({ source })))(
    'runs the handler $source',
    async ({ source }) => {
      const resetAppState = vi.fn<() => void>();
      const confirm = vi.spyOn(window, 'confirm').mockReturnValueOnce(false).mockReturnValue(true);
      const asks = source.includes('confirm(');
      function Pasted() {
        const { logout } = useMoonKey();
        const names = { logout, router, resetAppState, hasUnsavedChanges: asks };
        const name = /const (\w+)/.exec(source)?.[1] ?? '';
        const loaded = loadSource(`${source}\nexport { ${name} };`, () => router, names);
        return <button onClick={loaded[name] as () => void}>Run</button>;
      }
      const world = createWorld();
      await world.visitEarlier();
      world.renderApp(
        <>
          <Probe />
          <Pasted />
          <Unauthenticated>signed out</Unauthenticated>
        </>,
        { Mode },
      );
      await signedIn();
      await clickAlong([0]);
      if (asks) await expectStillHere();
      await expectLoggedOut(source, world);
      expect(confirm).toHaveBeenCalledTimes(asks ? 2 : 0);
      expect(resetAppState).toHaveBeenCalledTimes(source.includes('resetAppState') ? 1 : 0);
      expect(world.server.count('revoke')).toBe(1);
      expect(errors).not.toHaveBeenCalled();
      confirm.mockRestore();
    },
  );
});
