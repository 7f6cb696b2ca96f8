import { act, render, screen } from '@testing-library/react';
import { Activity, type ReactNode, Suspense, use, useLayoutEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server.edge';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  Authenticated,
  MoonKeyProvider,
  useAuth,
  useAuthSelector,
  useLoginWithEmail,
  useLogout,
  useMoonKey,
} from '../../src/react/index.js';
import { createWorld, modes } from './support/world.js';

function Everything() {
  const { status } = useMoonKey();
  useAuth();
  useLogout();
  useLoginWithEmail();
  return (
    <p>
      {useAuthSelector((view) => view.status)} {status}
    </p>
  );
}

/** Every source of what differs from one render to the next; each is noted when it is read. */
function noteImpureReads(): string[] {
  const read: string[] = [];
  const now = performance.now.bind(performance);
  const sources: [object, string, () => unknown][] = [
    [Date, 'now', () => 0],
    [Math, 'random', () => 0.5],
    [performance, 'now', now],
    [crypto, 'getRandomValues', () => new Uint8Array(16)],
    [Storage.prototype, 'getItem', () => null],
  ];
  for (const [owner, name, answer] of sources)
    vi.spyOn(owner as { [key: string]: () => unknown }, name).mockImplementation(() => {
      read.push(name);
      return answer();
    });
  onTestFinished(() => void vi.restoreAllMocks());
  return read;
}

describe('a render', () => {
  it('reads no clock, no random and no storage, on a server', () => {
    const read = noteImpureReads();
    renderToString(<p />);
    const own = read.length;
    const html = renderToString(
      <MoonKeyProvider publishableKey="pk_test_pure">
        <Everything />
      </MoonKeyProvider>,
    );
    expect(html).toContain('initializing');
    expect(read.slice(own * 2)).toEqual([]);
  });

  it('shows nobody at once where the device is known to hold no session', async () => {
    const world = createWorld();
    localStorage.setItem(`moonkey:${world.publishableKey}`, 'vacant');
    const shown: string[] = [];
    const Commits = () => {
      const { status, ready } = useMoonKey();
      const selected = useAuthSelector((view) => view.status);
      useLayoutEffect(() => void shown.push(`${status} ${selected} ${ready}`));
      return null;
    };
    await act(async () => {
      render(
        <MoonKeyProvider
          publishableKey={world.publishableKey}
          config={{ backend: world.server.backend }}
        >
          <Commits />
        </MoonKeyProvider>,
      );
    });
    expect(new Set(shown)).toEqual(new Set(['loggedOut loggedOut true']));
  });

  it.each([
    ['a visitor', 'vacant', 0],
    ['anybody else', '', 1],
  ])('makes the engine of %s in time', async (_, note, made) => {
    const world = createWorld();
    localStorage.setItem(`moonkey:${world.publishableKey}`, note);
    const inspect = vi.fn<() => void>();
    const config = { backend: world.server.backend, inspect };
    const committed: number[] = [];
    const Commits = () => {
      useLayoutEffect(() => void committed.push(Math.min(inspect.mock.calls.length, 1)), []);
      return <Everything />;
    };
    await act(async () => {
      render(
        <MoonKeyProvider publishableKey={world.publishableKey} config={config}>
          <Commits />
        </MoonKeyProvider>,
      );
    });
    expect(committed).toEqual([made]);
    expect(inspect).toHaveBeenCalled();
  });

  it('asks no database, and makes nothing, before it is committed', async () => {
    const world = createWorld();
    const open = vi.spyOn(indexedDB, 'open');
    let arrive = () => {};
    const late = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const Late = () => {
      use(late);
      return <Everything />;
    };
    await act(async () => {
      render(
        <Suspense fallback="…">
          <MoonKeyProvider
            publishableKey={world.publishableKey}
            config={{ backend: world.server.backend }}
          >
            <Late />
          </MoonKeyProvider>
        </Suspense>,
      );
    });
    expect(screen.getByText('…')).toBeInTheDocument();
    expect(open).not.toHaveBeenCalled();
    await act(async () => arrive());
    await screen.findByText('loggedOut loggedOut');
    expect(open).toHaveBeenCalled();
  });
});

describe.each(modes)('a tree that was hidden, $mode', ({ Mode }) => {
  function Who() {
    const { user } = useMoonKey();
    const email = useAuthSelector((view) => view.user?.email);
    return (
      <>
        <p data-testid="who">{user?.email ?? 'nobody'}</p>
        <p>{email ?? 'nobody'}</p>
        <Authenticated>inside</Authenticated>
      </>
    );
  }

  /** Renders as a page does, so that effects come after the paint; tells what each paint showed. */
  function open(app: (shown: boolean) => ReactNode) {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false);
    const container = document.body.appendChild(document.createElement('div'));
    const root = createRoot(container);
    const paints: string[] = [];
    const observer = new MutationObserver(() => {
      const who = container.querySelector<HTMLElement>('[data-testid=who]');
      if (who && who.style.display !== 'none') paints.push(container.textContent);
    });
    observer.observe(container, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
    onTestFinished(() => {
      observer.disconnect();
      root.unmount();
      container.remove();
    });
    return {
      paints,
      show: (shown: boolean) => root.render(app(shown)),
      isHidden: () =>
        vi.waitFor(() => expect(screen.getByTestId('who').style.display).toBe('none')),
      shows: (text: string) =>
        vi.waitFor(() => {
          expect(screen.getByTestId('who')).toHaveTextContent(text);
          expect(screen.getByTestId('who').style.display).not.toBe('none');
        }),
    };
  }

  it('does not show whoever has left when it comes back, the provider outside', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const auth = world.createEngine();
    const page = open((shown) => (
      <Mode>
        <MoonKeyProvider auth={auth}>
          <Activity mode={shown ? 'visible' : 'hidden'}>
            <Who />
          </Activity>
        </MoonKeyProvider>
      </Mode>
    ));
    page.show(true);
    await page.shows('ada@');
    page.show(false);
    await page.isHidden();
    await auth.logout();
    page.paints.length = 0;
    page.show(true);
    await page.shows('nobody');
    expect(page.paints.filter((text) => /ada@|inside/.test(text))).toEqual([]);
  });

  it('does not show whoever has left when it comes back, the provider inside', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const page = open((shown) => (
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
    ));
    page.show(true);
    await page.shows('ada@');
    page.show(false);
    await page.isHidden();
    const otherTab = world.createEngine();
    otherTab.start();
    await vi.waitFor(() => expect(otherTab.getView().status).toBe('authenticated'));
    await otherTab.logout();
    page.paints.length = 0;
    page.show(true);
    await page.shows('nobody');
    expect(page.paints.filter((text) => /ada@|inside/.test(text))).toEqual([]);
  });
});
