// @vitest-environment jsdom
import { act, render } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MoonKeyProvider } from '@moon-key/react-auth';
import { createInspector, mountInspector, MoonKeyInspector } from '@moon-key/react-auth/inspect';
import { createTestAuth } from '@moon-key/react-auth/testing';
import type { TestAuth } from '@moon-key/react-auth/testing';

let auth: TestAuth;

beforeEach(async () => {
  sessionStorage.clear();
  auth = createTestAuth();
  await auth.settled;
});
afterEach(() => {
  auth.dispose();
  document.body.replaceChildren();
});

const shadow = (): ShadowRoot | null | undefined =>
  document.querySelector('[data-moonkey-inspector]')?.shadowRoot;
const textOf = (selector: string): string => shadow()?.querySelector(selector)?.textContent ?? '';

describe('mountInspector', () => {
  it('shows where a running engine is, and what it does next', async () => {
    const mounted = mountInspector(document.body, auth);
    await vi.waitFor(() => {
      expect(textOf('.status')).toBe('authenticated');
    });
    await auth.logout();
    await vi.waitFor(() => {
      expect(textOf('.log')).toContain('LOGOUT');
      expect(textOf('.status')).toBe('loggedOut');
    });
    mounted.unmount();
    expect(shadow()).toBeUndefined();
  });

  it('draws the chart and lights it: without a worker, folded until somebody unfolds it', async () => {
    mountInspector(document.body, auth);
    const seeLit = (id: string) =>
      vi.waitFor(
        () => {
          const lit = [...(shadow()?.querySelectorAll('g.state.active') ?? [])];
          expect(lit.map((state) => state.getAttribute('data-state'))).toContain(id);
        },
        { timeout: 10_000 },
      );
    await seeLit('auth.authenticated');
    expect(shadow()?.querySelectorAll('g.state')).toHaveLength(6);
    shadow()?.querySelector<HTMLElement>('[aria-label="Unfold all states"]')?.click();
    await seeLit('auth.authenticated.intent.staying');
    expect(shadow()?.querySelectorAll('g.state')).toHaveLength(31);
  });

  it('stops listening when it is taken away', async () => {
    const inspect = vi.spyOn(auth.actor.system, 'inspect');
    const mounted = mountInspector(document.body, auth);
    const stop = vi.spyOn(inspect.mock.results[0]?.value, 'unsubscribe');
    const root = shadow();
    mounted.unmount();
    await auth.logout();
    expect(stop).toHaveBeenCalledOnce();
    expect(root?.querySelector('.log')?.textContent).not.toContain('LOGOUT');
  });

  it('shows each step once, also when it was given to the engine and is mounted twice', async () => {
    const inspector = createInspector();
    auth.actor.system.inspect(inspector.inspect);
    inspector.mount(document.body, auth);
    inspector.mount(document.body, auth);
    await auth.logout();
    await vi.waitFor(() => {
      const labels = [...(shadow()?.querySelectorAll('.entry b') ?? [])].map((b) => b.textContent);
      expect(labels.filter((label) => label === 'LOGOUT')).toHaveLength(1);
      expect(labels.filter((label) => label === 'loggedOut')).toHaveLength(1);
    });
  });

  it('keeps no more than the limit', async () => {
    const mounted = mountInspector(document.body, auth, { limit: 10 });
    for (let pending = 1; pending < 30; pending += 1)
      auth.actor.send({ type: 'OUTBOX_CHANGED', pending });
    await vi.waitFor(() => {
      expect(shadow()?.querySelectorAll('.entry')).toHaveLength(10);
    });
    mounted.unmount();
  });

  it('names the option that is wrong', () => {
    const mount = (options: object) => () => mountInspector(document.body, auth, options);
    expect(mount({ dock: 'top' })).toThrow(/"dock" must be "bottom" or "right"/);
    expect(mount({ colour: 1 })).toThrow(/"colour" is not an option/);
    expect(mount({ limit: 3 })).toThrow(/"limit" must be a whole number, at least 10/);
    expect(() => mountInspector(null as never, auth)).toThrow(/"element" must be an element/);
    expect(() => mountInspector(document.body, {} as never)).toThrow(
      /"auth" must be what createAuth/,
    );
  });
});

describe('MoonKeyInspector', () => {
  it('takes the engine of its provider, survives StrictMode, and leaves with its component', async () => {
    const { unmount } = render(
      <StrictMode>
        <MoonKeyProvider auth={auth}>
          <MoonKeyInspector dock="inline" />
        </MoonKeyProvider>
      </StrictMode>,
    );
    await vi.waitFor(() => {
      expect(textOf('.status')).toBe('authenticated');
    });
    expect(document.querySelectorAll('[data-moonkey-inspector]')).toHaveLength(1);
    act(unmount);
    expect(document.querySelectorAll('[data-moonkey-inspector]')).toHaveLength(0);
  });

  it('takes an engine of its own, and says what it needs when it has none', async () => {
    render(<MoonKeyInspector auth={auth} />);
    await vi.waitFor(() => {
      expect(textOf('.status')).toBe('authenticated');
    });
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(() => render(<MoonKeyInspector />)).toThrow(/put it inside <MoonKeyProvider>/);
    quiet.mockRestore();
  });
});
