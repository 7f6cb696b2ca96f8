import { act, screen } from '@testing-library/react';
import { lazy, Suspense } from 'react';
import { hydrateRoot, type Root } from 'react-dom/client';
import { renderToReadableStream, renderToString } from 'react-dom/server.edge';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Auth } from '../../src/react/index.js';
import * as client from '../../src/react/index.js';
import { createWorld, modes, type World } from './support/world.js';

type Library = typeof client;

const createHeader = ({ useMoonKey, Authenticated, Unauthenticated }: Library) =>
  function Header() {
    const { ready, isAuthenticated, user } = useMoonKey();
    return (
      <header>
        {ready ? 'ready' : 'loading'}
        <Authenticated pending={<i>pending</i>}>{(known) => <b>{known.email}</b>}</Authenticated>
        <Unauthenticated>nobody</Unauthenticated>
        {isAuthenticated && <em>{user.email}</em>}
      </header>
    );
  };
const Header = createHeader(client);

/** Renders as a server does: with modules of its own, and without any of the browser's parts. */
async function onServer<T>(render: (library: Library) => T | Promise<T>): Promise<T> {
  for (const part of ['indexedDB', 'localStorage', 'window', 'document', 'navigator'])
    vi.stubGlobal(part, undefined);
  vi.resetModules();
  try {
    return await render(await import('../../src/react/index.js'));
  } finally {
    vi.unstubAllGlobals();
  }
}

async function restored(world: World): Promise<Auth> {
  const auth = world.createEngine();
  auth.start();
  await vi.waitFor(() => expect(auth.getView().status).toBe('authenticated'));
  return auth;
}

describe.each(modes)('hydration, $mode', ({ Mode }) => {
  const host = (html: string) => {
    const container = document.createElement('div');
    container.innerHTML = html;
    document.body.append(container);
    return container;
  };
  const errors = vi.spyOn(console, 'error');
  beforeEach(() => void errors.mockClear());
  const hydrate = (container: Element, app: React.ReactNode): Promise<Root> =>
    act(async () => {
      const root = hydrateRoot(container, app, {
        onRecoverableError: (problem) => console.error(problem),
      });
      onTestFinished(() => {
        act(() => root.unmount());
        container.remove();
      });
      return root;
    });

  it('takes over what the server rendered, then shows the restored session', async () => {
    const html = await onServer((library) => {
      const Header = createHeader(library);
      return renderToString(
        <Mode>
          <library.MoonKeyProvider publishableKey="pk_test_server">
            <Header />
          </library.MoonKeyProvider>
        </Mode>,
      );
    });
    expect(html).toBe('<header>loading<i>pending</i></header>');
    const world = createWorld();
    await world.visitEarlier();
    await hydrate(
      host(html),
      <Mode>
        <client.MoonKeyProvider
          publishableKey={world.publishableKey}
          config={{ backend: world.server.backend }}
        >
          <Header />
        </client.MoonKeyProvider>
      </Mode>,
    );
    await vi.waitFor(() => expect(screen.getByRole('banner')).toHaveTextContent(/^ready/));
    expect(screen.getByRole('banner').innerHTML).toBe(
      'ready<b>ada@example.com</b><em>ada@example.com</em>',
    );
    expect(errors).not.toHaveBeenCalled();
  });

  it('agrees with the server even if the session was restored before', async () => {
    const html = await onServer(async (library) => {
      const Header = createHeader(library);
      const server = await import('../../src/engine/index.js');
      return renderToString(
        <Mode>
          <library.MoonKeyProvider auth={server.createAuth({ publishableKey: 'pk_test_server' })}>
            <Header />
          </library.MoonKeyProvider>
        </Mode>,
      );
    });
    const world = createWorld();
    await world.visitEarlier();
    const auth = await restored(world);
    await hydrate(
      host(html),
      <Mode>
        <client.MoonKeyProvider auth={auth}>
          <Header />
        </client.MoonKeyProvider>
      </Mode>,
    );
    expect(screen.getByRole('banner')).toHaveTextContent(/^readyada/);
    expect(errors).not.toHaveBeenCalled();
  });

  it('agrees in a Suspense boundary that hydrates late', async () => {
    const html = await onServer(async (library) => {
      const Header = createHeader(library);
      const stream = await renderToReadableStream(
        <Mode>
          <library.MoonKeyProvider publishableKey="pk_test_server">
            <Suspense fallback="…">
              <Header />
            </Suspense>
          </library.MoonKeyProvider>
        </Mode>,
      );
      await stream.allReady;
      return new Response(stream).text();
    });
    const world = createWorld();
    await world.visitEarlier();
    const auth = await restored(world);
    expect(html).toContain('<header>loading');

    let arrive = () => {};
    const Late = lazy(
      () =>
        new Promise<{ default: typeof Header }>((resolve) => {
          arrive = () => resolve({ default: Header });
        }),
    );
    await hydrate(
      host(html),
      <Mode>
        <client.MoonKeyProvider auth={auth}>
          <Suspense fallback="…">
            <Late />
          </Suspense>
        </client.MoonKeyProvider>
      </Mode>,
    );
    expect(screen.getByRole('banner')).toHaveTextContent(/^loading/);
    await act(async () => arrive());
    await vi.waitFor(() => expect(screen.getByRole('banner')).toHaveTextContent(/^readyada/));
    expect(errors).not.toHaveBeenCalled();
  });
});
