import { act, screen } from '@testing-library/react';
import { lazy, Suspense, useEffect, useLayoutEffect } from 'react';
import { hydrateRoot, type Root } from 'react-dom/client';
import { renderToReadableStream, renderToString } from 'react-dom/server.edge';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Auth, InitialState } from '../../src/react/index.js';
import * as client from '../../src/react/index.js';
import type { Grant } from '../../src/services/backend.js';
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

  describe('with what the server has said', () => {
    const user = { id: 'user_ada', email: 'ada@example.com', createdAt: 1_700_000_000 };
    const says = (sessionId: string): InitialState => ({
      status: 'authenticated',
      user,
      sessionId,
    });
    const withUser = 'ready<b>ada@example.com</b><em>ada@example.com</em>';

    const onServerWith = (state: InitialState, stream = false) =>
      onServer(async (library) => {
        const Header = createHeader(library);
        const app = (
          <Mode>
            <library.MoonKeyProvider publishableKey="pk_test_server" initialState={state}>
              {stream ? (
                <Suspense fallback="…">
                  <Header />
                </Suspense>
              ) : (
                <Header />
              )}
            </library.MoonKeyProvider>
          </Mode>
        );
        if (!stream) return renderToString(app);
        const rendered = await renderToReadableStream(app);
        await rendered.allReady;
        return new Response(rendered).text();
      });

    const provider = (world: World, state: InitialState, children: React.ReactNode) => (
      <Mode>
        <client.MoonKeyProvider
          publishableKey={world.publishableKey}
          config={{ backend: world.server.backend }}
          initialState={JSON.parse(JSON.stringify(state)) as InitialState}
        >
          {children}
          <Probe />
        </client.MoonKeyProvider>
      </Mode>
    );

    /** Every text of the header that an observer of the page could see. */
    function watch(container: Element): string[] {
      const seen: string[] = [];
      const observer = new MutationObserver(() => void seen.push(container.textContent));
      observer.observe(container, { subtree: true, childList: true, characterData: true });
      onTestFinished(() => observer.disconnect());
      return seen;
    }

    it('the first HTML and the first render show the user, and nothing changes when the device agrees', async () => {
      const html = await onServerWith(says(sessionId));
      expect(html).toBe(`<header>${withUser}</header>`);
      const world = await visited();
      const container = host(html);
      const seen = watch(container);
      await hydrate(container, provider(world, says(sessionId), <Header />));
      await settled();
      expect(screen.getByRole('banner').innerHTML).toBe(withUser);
      expect(seen).toEqual([]);
      expect(errors).not.toHaveBeenCalled();
    });

    it('nothing changes either while the cookie brings the session to a device that has nothing', async () => {
      const html = await onServerWith(says(sessionId));
      const world = createWorld();
      const issuedAt = Math.floor(Date.now() / 1000);
      const grant: Grant = { user, sessionId, ticket: 't', issuedAt, expiresAt: issuedAt + 86_400 };
      world.server.backend.current = () => Promise.resolve(grant);
      const container = host(html);
      const seen = watch(container);
      await hydrate(container, provider(world, says(sessionId), <Header />));
      await act(() =>
        vi.waitFor(() => expect(probed?.actor.getSnapshot().matches('authenticated')).toBe(true), {
          timeout: 30_000,
        }),
      );
      expect(screen.getByRole('banner').innerHTML).toBe(withUser);
      expect(seen).toEqual([]);
      expect(errors).not.toHaveBeenCalled();
    });

    it('nobody is shown to a visitor without a session, from the first HTML on', async () => {
      const state = { status: 'anonymous', user: null, sessionId: null } as const;
      const html = await onServerWith(state);
      const world = createWorld();
      expect(html).toBe('<header>ready<!-- -->nobody</header>');
      const container = host(html);
      const seen = watch(container);
      await hydrate(container, provider(world, state, <Header />));
      await settled();
      expect(seen).toEqual([]);
      expect(errors).not.toHaveBeenCalled();
    });

    it('a Suspense boundary that hydrates late agrees', async () => {
      const html = await onServerWith(says(sessionId), true);
      expect(html).toContain(`<header>${withUser}</header>`);
      const world = await visited();
      const { Late, arrive } = createLate();
      const container = host(html);
      const late = (
        <Suspense fallback="…">
          <Late />
        </Suspense>
      );
      await hydrate(container, provider(world, says(sessionId), late));
      await settled();
      expect(screen.getByRole('banner').innerHTML).toBe(withUser);
      await act(async () => arrive());
      expect(screen.getByRole('banner').innerHTML).toBe(withUser);
      expect(errors).not.toHaveBeenCalled();
    });

    it('a session that was signed out here is gone in the commit that takes the page over', async () => {
      const container = host(await onServerWith(says(sessionId)));
      const world = await visited();
      const auth = await restored(world);
      await auth.logout();
      vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false);
      // The microtask after the commit comes before the first paint.
      const painted: string[] = [];
      const Paint = () => {
        useLayoutEffect(() => queueMicrotask(() => void painted.push(container.textContent)));
        return null;
      };
      const app = (
        <>
          <Header />
          <Paint />
        </>
      );
      const root = hydrateRoot(container, provider(world, says(sessionId), app));
      onTestFinished(() => {
        root.unmount();
        container.remove();
      });
      await vi.waitFor(() => expect(painted).not.toEqual([]));
      expect(painted.filter((text) => text.includes('ada@'))).toEqual([]);
      expect(container.textContent).toBe('readynobody');
      expect(errors).not.toHaveBeenCalled();
    });

    it('a component that reads the signal, or one fact, agrees too', async () => {
      const createFacts = ({ useSessionSignal, useAuthSelector }: Library) =>
        function Facts() {
          const signal = useSessionSignal();
          return (
            <p>
              {String(signal.aborted)} {useAuthSelector((view) => view.user?.email)}
            </p>
          );
        };
      const html = await onServer((library) => {
        const Facts = createFacts(library);
        return renderToString(
          <library.MoonKeyProvider publishableKey="pk_test_server" initialState={says(sessionId)}>
            <Facts />
          </library.MoonKeyProvider>,
        );
      });
      expect(html).toBe('<p>true<!-- --> <!-- -->ada@example.com</p>');
      const Facts = createFacts(client);
      const world = await visited();
      const container = host(html);
      await hydrate(container, provider(world, says(sessionId), <Facts />));
      await vi.waitFor(() => expect(container.textContent).toBe('false ada@example.com'));
      expect(errors).not.toHaveBeenCalled();
    });
  });
});

const sessionId = 'sess_ada';

/** A device with a session that has a public id. */
async function visited(): Promise<World> {
  const world = createWorld();
  const verifyCode = world.server.backend.verifyCode?.bind(world.server.backend);
  world.server.backend.verifyCode = async (...input) => ({
    ...((await verifyCode?.(...input)) as Grant),
    sessionId,
  });
  await world.visitEarlier();
  return world;
}

function createLate() {
  let arrive = () => {};
  const Late = lazy(
    () =>
      new Promise<{ default: typeof Header }>((resolve) => {
        arrive = () => resolve({ default: Header });
      }),
  );
  return { Late, arrive: () => arrive() };
}

let probed: Auth | undefined;

/** Lets the test look at the engine that the provider has made. */
function Probe() {
  const auth = client.useAuth();
  useEffect(() => {
    probed = auth;
  }, [auth]);
  return null;
}

/** Once the device has been asked, and what is shown of it has been rendered. */
const settled = () =>
  act(async () => {
    await vi.waitFor(() => expect(probed?.actor.getSnapshot().value).not.toEqual('initializing'));
  });
