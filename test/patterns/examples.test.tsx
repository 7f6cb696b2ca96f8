import { act, fireEvent, screen } from '@testing-library/react';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ComponentType } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { BackendError } from '../../src/services/backend.js';
import { engine, Probe } from '../react/support/probe.js';
import { createWorld, modes } from '../react/support/world.js';
import { loadSource } from './support/load-source.js';

const router = { push: vi.fn<(path: string) => Promise<boolean>>() };

/** One of the components in `examples/patterns`. */
function pattern(file: string): ComponentType<{ to?: string }> {
  const path = join(import.meta.dirname, '../../examples/patterns', `${file}.tsx`);
  const [component] = Object.values(loadSource(readFileSync(path, 'utf8'), () => router));
  return component as ComponentType;
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const click = (name: string | RegExp) => act(() => button(name).click());
const loggedOut = () => vi.waitFor(() => expect(engine().getView().status).toBe('loggedOut'));

describe.each(modes)('usage patterns, $mode', ({ Mode }) => {
  beforeEach(() => void router.push.mockClear());

  async function open(file: string, props = {}) {
    const Pattern = pattern(file);
    const world = createWorld();
    await world.visitEarlier();
    world.renderApp(
      <>
        <Pattern {...props} />
        <Probe />
      </>,
      { Mode },
    );
    return world;
  }
  const signedIn = () => vi.waitFor(() => expect(engine().getView().isAuthenticated).toBe(true));

  it('keeps the button disabled until it is of use, and after', async () => {
    const world = await open('guarded-button');
    expect(button('Sign me out')).toBeDisabled();
    await vi.waitFor(() => expect(button('Sign me out')).toBeEnabled());
    click('Sign me out');
    expect(button('Sign me out')).toBeDisabled();
    await loggedOut();
    expect(world.server.count('revoke')).toBe(1);
  });

  it('navigates when the logout is done, not before', async () => {
    const world = await open('await-then-navigate');
    const revoke = world.server.hold('revoke');
    await signedIn();
    click('Leave');
    expect(engine().getView().isAuthenticated).toBe(false);
    expect(router.push).not.toHaveBeenCalled();
    revoke.release();
    await vi.waitFor(() => expect(router.push).toHaveBeenCalledExactlyOnceWith('/'));
  });

  it('says what went wrong', async () => {
    const world = await open('handle-errors');
    world.server.break('revoke', new BackendError(503));
    await signedIn();
    click('Sign out');
    expect(await screen.findByRole('alert')).toHaveTextContent(/We will tell the server/);
    expect(engine().getView().isAuthenticated).toBe(false);
  });

  it('asks in a modal', async () => {
    await open('confirmation-modal');
    await signedIn();
    click('Sign out…');
    click('Stay');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(engine().getView().isAuthenticated).toBe(true);
    click('Sign out…');
    click('Sign out now');
    await loggedOut();
    await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('shows that it is under way', async () => {
    const world = await open('loading-state');
    const revoke = world.server.hold('revoke');
    await signedIn();
    click('Sign out');
    expect(button('One moment…')).toBeDisabled();
    revoke.release();
    await vi.waitFor(() => expect(button('Sign out')).toBeEnabled());
  });

  it('greets in the header', async () => {
    await open('header');
    expect(screen.getByRole('banner')).toHaveTextContent('One moment…');
    await screen.findByText('Welcome, ada@example.com');
    click('Sign out');
    expect(screen.getByRole('link', { name: 'Sign in' })).toBeInTheDocument();
    await vi.waitFor(() => expect(router.push).toHaveBeenCalledExactlyOnceWith('/'));
  });

  const navigating = [
    ['await-then-navigate', 'Leave'],
    ['header', 'Sign out'],
    ['redirect', 'Sign out'],
    ['unsaved-changes', 'Sign out'],
  ].flatMap(([file, label]) => [
    [file, label],
    [`app-router/${file}`, label],
  ]) as [string, string][];

  describe.each(navigating)('%s', (file, label) => {
    it('leads on even if the server is down, once for a double click', async () => {
      const unhandled = vi.fn<() => void>();
      process.on('unhandledRejection', unhandled);
      const world = await open(file);
      world.server.break('revoke', new BackendError(500));
      await signedIn();
      const leave = await screen.findByRole('button', { name: label });
      act(() => {
        leave.click();
        leave.click();
      });
      await loggedOut();
      await vi.waitFor(() => expect(router.push).toHaveBeenCalled());
      await new Promise(setImmediate);
      process.off('unhandledRejection', unhandled);
      expect(unhandled).not.toHaveBeenCalled();
      expect(new Set(router.push.mock.calls.flat()).size).toBe(1);
    });

    it('stays where it is after a veto', async () => {
      await open(file);
      await signedIn();
      const cancelled = vi.fn<() => void>();
      engine().on('logoutCancelled', cancelled);
      engine().addLogoutGuard(() => false);
      (await screen.findByRole('button', { name: label })).click();
      await vi.waitFor(() => expect(cancelled).toHaveBeenCalled());
      await act(async () => {});
      expect(router.push).not.toHaveBeenCalled();
      expect(engine().getView().isAuthenticated).toBe(true);
    });
  });

  it('closes the user menu with the session', async () => {
    const error = vi.spyOn(console, 'error');
    await open('user-menu');
    await screen.findByText('ada@example.com');
    click('ada@example.com');
    click('Sign out');
    expect(document.body).toHaveTextContent('Nobody is signed in.');
    await loggedOut();
    expect(error).not.toHaveBeenCalled();
    error.mockRestore();
  });

  it('clears what the app kept', async () => {
    await open('clear-app-state');
    localStorage.setItem('theme', 'dark');
    localStorage.setItem('recent-searches', 'tea');
    await signedIn();
    click('Sign out');
    await screen.findByText('0 in the cart');
    expect(localStorage.getItem('theme')).toBeNull();
    expect(localStorage.getItem('recent-searches')).toBeNull();
  });

  it('clears it even if the server is down', async () => {
    const unhandled = vi.fn<() => void>();
    process.on('unhandledRejection', unhandled);
    const world = await open('clear-app-state');
    world.server.break('revoke', new BackendError(500));
    await signedIn();
    click('Sign out');
    await screen.findByText('0 in the cart');
    await loggedOut();
    await new Promise(setImmediate);
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('asks about unsaved changes', async () => {
    const confirm = vi.spyOn(window, 'confirm').mockReturnValueOnce(false).mockReturnValue(true);
    await open('unsaved-changes');
    await signedIn();
    fireEvent.change(screen.getByLabelText('Draft'), { target: { value: 'Dear Ada' } });
    click('Sign out');
    expect(engine().getView().isAuthenticated).toBe(true);
    click('Sign out');
    await vi.waitFor(() => expect(router.push).toHaveBeenCalledExactlyOnceWith('/'));
    expect(confirm).toHaveBeenCalledTimes(2);
    confirm.mockRestore();
  });
});
