import { act, fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Authenticated, Unauthenticated, useMoonKey } from '../../src/react/index.js';
import { installModalDialog } from './support/modal-dialog.js';
import { engine, Probe } from './support/probe.js';
import { ada, code } from './support/scripted-backend.js';
import { createWorld, modes } from './support/world.js';

function Door() {
  const { start } = useMoonKey();
  return (
    <main>
      <Unauthenticated>
        <button onClick={start}>Sign in here</button>
      </Unauthenticated>
      <Authenticated>{(user) => <p>{user.email}</p>}</Authenticated>
      <Probe />
    </main>
  );
}

const skip = { emailOtp: { skipVerifiedSuccess: true } };

describe.each(modes)('without showModal, $mode', ({ Mode }) => {
  it('opens, signs in, closes and gives the focus back', async () => {
    expect('showModal' in HTMLDialogElement.prototype).toBe(false);
    const world = createWorld();
    const user = userEvent.setup();
    world.renderApp(<Door />, { Mode, config: skip });
    await user.click(await screen.findByText('Sign in here'));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveAttribute('aria-modal', 'true');
    await vi.waitFor(() => expect(screen.getByLabelText('E-mail address')).toHaveFocus());
    await user.keyboard('{Escape}');
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await vi.waitFor(() => expect(screen.getByText('Sign in here')).toHaveFocus());

    await user.keyboard('{Enter}');
    await screen.findByRole('dialog');
    for (let presses = 0; presses < 6; presses++) {
      await user.tab();
      expect(screen.getByRole('dialog')).toContainElement(document.activeElement as HTMLElement);
    }
    await user.type(screen.getByLabelText('E-mail address'), `${ada.email}{Enter}`);
    await user.type(await screen.findByLabelText('Code'), code);
    await screen.findByText(ada.email);
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe.each(modes)('the focus, $mode', ({ Mode }) => {
  beforeEach(installModalDialog);

  it('goes to the nearest element around, where the button is gone', async () => {
    const world = createWorld();
    const user = userEvent.setup();
    world.renderApp(<Door />, { Mode, config: skip });
    await user.click(await screen.findByText('Sign in here'));
    await user.type(await screen.findByLabelText('E-mail address'), `${ada.email}{Enter}`);
    await user.type(await screen.findByLabelText('Code'), code);
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await vi.waitFor(() => expect(screen.getByRole('main')).toHaveFocus());
    act(() => (document.activeElement as HTMLElement).blur());
    expect(screen.getByRole('main')).not.toHaveAttribute('tabindex');
  });
});

describe.each(modes)('a dialog that is closed, $mode', ({ Mode }) => {
  beforeEach(installModalDialog);

  it('signs nobody in with the code that was being checked', async () => {
    const world = createWorld();
    const user = userEvent.setup();
    world.renderApp(<Door />, { Mode });
    await user.click(await screen.findByText('Sign in here'));
    await user.type(await screen.findByLabelText('E-mail address'), `${ada.email}{Enter}`);
    const field = await screen.findByLabelText('Code');
    const verify = world.server.hold('verifyCode');
    await user.type(field, code);
    await vi.waitFor(() => expect(world.server.count('verifyCode')).toBe(1));
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const seen: string[] = [];
    engine().subscribe((view) => seen.push(view.status));
    verify.release();
    // The session that came too late is revoked.
    await vi.waitFor(() => expect(world.server.count('revoke')).toBe(1));
    expect(seen).not.toContain('authenticated');
    expect(screen.getByText('Sign in here')).toBeInTheDocument();
  });

  it('signs nobody in where it was closed in the very task', async () => {
    const world = createWorld();
    const user = userEvent.setup();
    world.renderApp(<Door />, { Mode });
    await user.click(await screen.findByText('Sign in here'));
    await user.type(await screen.findByLabelText('E-mail address'), `${ada.email}{Enter}`);
    const field = await screen.findByLabelText<HTMLInputElement>('Code');
    act(() => {
      field.value = code;
      fireEvent.input(field);
      screen.getByRole('button', { name: 'Close' }).click();
    });
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await vi.waitFor(() => expect(engine().getView().status).toBe('loggedOut'));
    await act(async () => {});
    expect(engine().getView().isAuthenticated).toBe(false);
  });
});

/** What Google Translate does to a page: each text becomes an element in its place. */
function translate(root: Element): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) nodes.push(walker.currentNode as Text);
  for (const node of nodes) {
    if (node.parentElement?.closest('style, script, [translate=no], font')) continue;
    const font = document.createElement('font');
    font.textContent = `«${node.data}»`;
    node.replaceWith(font);
  }
}

describe.each(modes)('a page that is translated between the steps, $mode', ({ Mode }) => {
  beforeEach(installModalDialog);

  it('signs in, and can start over', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => error.mockRestore());
    const world = createWorld();
    const user = userEvent.setup();
    const { container } = world.renderApp(<Door />, { Mode });
    await user.click(await screen.findByText('Sign in here'));
    const dialog = await screen.findByRole('dialog');
    const step = async (work: () => Promise<unknown>) => {
      translate(container);
      await work();
    };
    const field = () => within(dialog).getByRole<HTMLInputElement>('textbox');
    const isAtCode = () => vi.waitFor(() => expect(field().autocomplete).toBe('one-time-code'));
    const buttons = () => within(dialog).getAllByRole('button');

    await step(() => user.type(field(), `${ada.email}{Enter}`));
    await isAtCode();
    expect(dialog).toHaveAccessibleDescription(new RegExp(ada.email));
    await step(() => user.type(field(), '000000'));
    await vi.waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent(/isn’t right/));
    await step(() => user.click(buttons().at(-1) as HTMLElement));
    await vi.waitFor(() => expect(field().type).toBe('email'));
    await step(() => user.type(field(), '{Enter}'));
    await isAtCode();
    await step(() => user.type(field(), code));
    await vi.waitFor(() => expect(dialog).toHaveAccessibleName(/signed in/));
    translate(container);
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull(), { timeout: 4_000 });
    await vi.waitFor(() => expect(container).toHaveTextContent(ada.email));
    expect(error).not.toHaveBeenCalled();
  });
});

describe.each(modes)('a fault inside of the dialog, $mode', ({ Mode }) => {
  beforeEach(installModalDialog);

  it('closes the dialog, leaves the app alone, and lets it be opened again', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => error.mockRestore());
    const world = createWorld();
    const user = userEvent.setup();
    const texts = {
      get title(): string {
        if (isBroken) throw new Error('broken');
        return 'Hello';
      },
    };
    let isBroken = true;
    world.renderApp(<Door />, { Mode, config: { texts } });
    await user.click(await screen.findByText('Sign in here'));
    await vi.waitFor(() => expect(error).toHaveBeenCalled());
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByText('Sign in here')).toBeInTheDocument();
    isBroken = false;
    await user.click(screen.getByText('Sign in here'));
    expect(await screen.findByRole('dialog')).toBeInTheDocument();
  });
});

describe('a chunk that does not load', () => {
  beforeEach(installModalDialog);
  const broken = () => {
    throw new TypeError('Failed to fetch dynamically imported module');
  };

  /** Lets the dialog's chunk fail so many times; tells how often it was asked for. */
  function failToLoad(times: number) {
    let asked = 0;
    vi.doMock('../../src/react/dialog/index.js', async (original) => {
      if (++asked <= times) broken();
      return original();
    });
    onTestFinished(() => {
      vi.doUnmock('../../src/react/dialog/index.js');
      vi.resetModules();
    });
    vi.resetModules();
    const unhandled = vi.fn<(reason: unknown) => void>();
    process.on('unhandledRejection', unhandled);
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (problem: unknown) => reported.push(problem));
    onTestFinished(() => {
      process.off('unhandledRejection', unhandled);
      expect(unhandled).not.toHaveBeenCalled();
    });
    return { reported, asked: () => asked };
  }

  it('is asked for once more', async () => {
    const { reported, asked } = failToLoad(1);
    const world = createWorld();
    world.renderApp(<Door />);
    (await screen.findByText('Sign in here')).click();
    await screen.findByRole('dialog', {}, { timeout: 5_000 });
    expect(asked()).toBe(2);
    expect(reported).toEqual([]);
  });

  it('is reported, by its code, when it fails again; the next click tries anew', async () => {
    const { reported } = failToLoad(2);
    const world = createWorld();
    world.renderApp(<Door />);
    (await screen.findByText('Sign in here')).click();
    await vi.waitFor(() => expect(reported).toHaveLength(1), { timeout: 5_000 });
    expect(reported[0]).toMatchObject({ code: 'engine_unavailable' });
    screen.getByText('Sign in here').click();
    await screen.findByRole('dialog', {}, { timeout: 5_000 });
  });
});
