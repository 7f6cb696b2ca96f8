import { act, screen } from '@testing-library/react';
import { lazy, Suspense } from 'react';
import { hydrateRoot, type Root } from 'react-dom/client';
import { renderToReadableStream, renderToString } from 'react-dom/server.edge';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  Authenticated,
  type Auth,
  createAuth,
  MoonKeyProvider,
  Unauthenticated,
  useMoonKey,
} from '../../src/react/index.js';
import { createWorld, modes, type World } from './support/world.js';

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
}

/** Renders as a server does: without any of the browser's parts. */
function onServer<T>(render: () => T): T {
  for (const part of ['indexedDB', 'localStorage', 'window', 'document', 'navigator'])
    vi.stubGlobal(part, undefined);
  try {
    return render();
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
  const error = vi.spyOn(console, 'error');
  beforeEach(() => void error.mockClear());
  afterEach(() => expect(error).not.toHaveBeenCalled());

  const host = (html: string) => {
    const container = document.createElement('div');
    container.innerHTML = html;
    document.body.append(container);
    return container;
  };
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
    const html = onServer(() =>
      renderToString(
        <Mode>
          <MoonKeyProvider publishableKey="pk_test_server">
            <Header />
          </MoonKeyProvider>
        </Mode>,
      ),
    );
    expect(html).toBe('<header>loading<i>pending</i></header>');
    const world = createWorld();
    await world.visitEarlier();
    await hydrate(
      host(html),
      <Mode>
        <MoonKeyProvider
          publishableKey={world.publishableKey}
          config={{ backend: world.server.backend }}
        >
          <Header />
        </MoonKeyProvider>
      </Mode>,
    );
    await vi.waitFor(() => expect(screen.getByRole('banner')).toHaveTextContent(/^ready/));
    expect(screen.getByRole('banner').innerHTML).toBe(
      'ready<b>ada@example.com</b><em>ada@example.com</em>',
    );
  });

  it('agrees with the server even if the session was restored before', async () => {
    const html = onServer(() =>
      renderToString(
        <Mode>
          <MoonKeyProvider auth={createAuth({ publishableKey: 'pk_test_server' })}>
            <Header />
          </MoonKeyProvider>
        </Mode>,
      ),
    );
    const world = createWorld();
    await world.visitEarlier();
    const auth = await restored(world);
    await hydrate(
      host(html),
      <Mode>
        <MoonKeyProvider auth={auth}>
          <Header />
        </MoonKeyProvider>
      </Mode>,
    );
    expect(screen.getByRole('banner')).toHaveTextContent(/^readyada/);
  });

  it('agrees in a Suspense boundary that hydrates late', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const auth = await restored(world);
    const serverAuth = createAuth({ publishableKey: 'pk_test_server' });
    const stream = await renderToReadableStream(
      <Mode>
        <MoonKeyProvider auth={serverAuth}>
          <Suspense fallback="…">
            <Header />
          </Suspense>
        </MoonKeyProvider>
      </Mode>,
    );
    await stream.allReady;
    const html = await new Response(stream).text();
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
        <MoonKeyProvider auth={auth}>
          <Suspense fallback="…">
            <Late />
          </Suspense>
        </MoonKeyProvider>
      </Mode>,
    );
    expect(screen.getByRole('banner')).toHaveTextContent(/^loading/);
    await act(async () => arrive());
    await vi.waitFor(() => expect(screen.getByRole('banner')).toHaveTextContent(/^readyada/));
  });
});
