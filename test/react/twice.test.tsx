import { act, fireEvent, renderHook, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  MoonKeyProvider,
  useLoginWithEmail,
  useLogout,
  useMoonKey,
} from '../../src/react/index.js';
import { installModalDialog } from './support/modal-dialog.js';
import { engine, Probe } from './support/probe.js';
import { ada, code } from './support/scripted-backend.js';
import { createWorld, modes } from './support/world.js';

/** Every verb, called twice in one task: as by a double click, or by a password manager. */
describe.each(modes)('twice in one task, $mode', ({ Mode }) => {
  async function open() {
    const world = createWorld();
    const wrapper = ({ children }: { children: ReactNode }) => (
      <Mode>
        <MoonKeyProvider
          publishableKey={world.publishableKey}
          config={{ backend: world.server.backend }}
        >
          {children}
          <Probe />
        </MoonKeyProvider>
      </Mode>
    );
    const { result } = renderHook(() => useLoginWithEmail(), { wrapper });
    await vi.waitFor(() => expect(engine().getView().ready).toBe(true));
    return { world, login: () => result.current };
  }

  it('sends one code to one address', async () => {
    const { world, login } = await open();
    await act(() =>
      Promise.all([login().sendCode({ email: ada.email }), login().sendCode({ email: ada.email })]),
    );
    expect(world.server.count('sendCode')).toBe(1);
    await act(() => login().sendCode({ email: ada.email }));
    expect(world.server.count('sendCode')).toBe(2);
  });

  it('checks the same code of the same attempt once, and signs in', async () => {
    const { world, login } = await open();
    await act(() => login().sendCode({ email: ada.email }));
    await act(() =>
      Promise.all([login().loginWithCode({ code }), login().loginWithCode({ code })]),
    );
    expect(world.server.count('verifyCode')).toBe(1);
    expect(login().state).toEqual({ status: 'done' });
    expect(engine().getView().isAuthenticated).toBe(true);
  });

  it('lets another code take the place of the one that is being checked', async () => {
    const { login } = await open();
    await act(() => login().sendCode({ email: ada.email }));
    const first = login().loginWithCode({ code: '000000' });
    await act(() =>
      Promise.all([expect(first).rejects.toThrow('cancelled'), login().loginWithCode({ code })]),
    );
    expect(engine().getView().isAuthenticated).toBe(true);
  });

  it('calls the callbacks of useLogout once, and tells the server once', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const called: string[] = [];
    const Leave = () => {
      const { logout } = useLogout({
        onLoggedOut: () => called.push('onLoggedOut'),
        onSuccess: () => called.push('onSuccess'),
      });
      return <button onClick={logout}>Leave</button>;
    };
    world.renderApp([<Leave key="l" />, <Probe key="p" />], { Mode });
    await vi.waitFor(() => expect(engine().getView().isAuthenticated).toBe(true));
    await act(async () => {
      screen.getByRole('button').click();
      screen.getByRole('button').click();
      await engine().logout();
    });
    await vi.waitFor(() => expect(called).toContain('onSuccess'));
    expect(called).toEqual(['onLoggedOut', 'onSuccess']);
    expect(world.server.count('revoke')).toBe(1);
  });

  it('calls them once before the session is known, too', async () => {
    const world = createWorld();
    await world.visitEarlier();
    const onSuccess = vi.fn<() => void>();
    const Leave = () => <button onClick={useLogout({ onSuccess }).logout}>Leave</button>;
    world.renderApp([<Leave key="l" />, <Probe key="p" />], { Mode });
    act(() => {
      screen.getByRole('button').click();
      screen.getByRole('button').click();
    });
    await vi.waitFor(() => expect(engine().getView().status).toBe('loggedOut'));
    await vi.waitFor(() => expect(onSuccess).toHaveBeenCalledOnce());
  });

  describe('in the dialog', () => {
    beforeAll(installModalDialog);

    it('opens one, and takes two input events for one code', async () => {
      const world = createWorld();
      const Door = () => {
        const { start, user } = useMoonKey();
        return <button onClick={start}>{user?.email ?? 'Sign in here'}</button>;
      };
      world.renderApp(<Door />, { Mode });
      act(() => {
        screen.getByText('Sign in here').click();
        screen.getByText('Sign in here').click();
      });
      const user = userEvent.setup();
      await user.type(await screen.findByLabelText('E-mail address'), `${ada.email}{Enter}`);
      const field = await screen.findByLabelText<HTMLInputElement>('Code');
      expect(screen.getAllByRole('dialog')).toHaveLength(1);
      act(() => {
        field.value = code;
        fireEvent.input(field);
        fireEvent.input(field);
      });
      await screen.findByText(ada.email);
      expect(world.server.count('verifyCode')).toBe(1);
      expect(document.body).not.toHaveTextContent(/isn’t right/);
    });
  });
});
