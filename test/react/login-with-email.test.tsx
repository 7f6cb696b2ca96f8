import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { SignInError } from '../../src/engine/index.js';
import {
  MoonKeyProvider,
  useLoginWithEmail,
  useMoonKey,
  type UseLoginWithEmailOptions,
} from '../../src/react/index.js';
import { BackendError } from '../../src/services/backend.js';
import { ada, code } from './support/scripted-backend.js';
import { createWorld, modes } from './support/world.js';

describe.each(modes)('useLoginWithEmail, $mode', ({ Mode }) => {
  async function open(options: UseLoginWithEmailOptions = {}) {
    const world = createWorld();
    const wrapper = ({ children }: { children: ReactNode }) => (
      <Mode>
        <MoonKeyProvider
          publishableKey={world.publishableKey}
          config={{ backend: world.server.backend }}
        >
          {children}
        </MoonKeyProvider>
      </Mode>
    );
    const { result } = renderHook(
      () => ({ login: useLoginWithEmail(options), session: useMoonKey() }),
      { wrapper },
    );
    await vi.waitFor(() => expect(result.current.session.ready).toBe(true));
    return { world, result, login: () => result.current.login };
  }

  it('goes from the first state to done, step by step', async () => {
    const onComplete = vi.fn<(user: unknown) => void>();
    const { world, result, login } = await open({ onComplete });
    expect(login().state).toEqual({ status: 'initial' });

    const send = world.server.hold('sendCode');
    let sent = Promise.resolve();
    act(() => {
      sent = login().sendCode({ email: ada.email });
    });
    expect(login().state).toEqual({ status: 'sending-code' });
    send.release();
    await act(() => sent);
    expect(login().state).toEqual({ status: 'awaiting-code-input' });

    const verify = world.server.hold('verifyCode');
    let done = Promise.resolve();
    act(() => {
      done = login().loginWithCode({ code });
    });
    expect(login().state).toEqual({ status: 'submitting-code' });
    verify.release();
    await act(() => done);
    expect(login().state).toEqual({ status: 'done' });
    expect(onComplete).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(ada));
    expect(result.current.session.user).toMatchObject(ada);
    expect(world.server.calls[0]).toEqual({ verb: 'sendCode', input: { email: ada.email } });
  });

  it.each([true, false])('tells new users from others: %s', async (isNewUser) => {
    const onComplete = vi.fn<(user: unknown, details?: unknown) => void>();
    const { world, login } = await open({ onComplete });
    world.server.isNewUser = isNewUser;
    await act(() => login().sendCode({ email: ada.email }));
    await act(() => login().loginWithCode({ code }));
    expect(login().state).toEqual({ status: 'done', isNewUser });
    expect(onComplete).toHaveBeenCalledExactlyOnceWith(expect.objectContaining(ada), { isNewUser });
  });

  it('rejects a wrong code, reports it, and takes the right one after', async () => {
    const onError = vi.fn<(error: unknown) => void>();
    const { login } = await open({ onError });
    await act(() => login().sendCode({ email: ada.email }));
    await act(() => expect(login().loginWithCode({ code: '000000' })).rejects.toThrow(SignInError));
    expect(login().state).toEqual({ status: 'error', error: expect.any(SignInError) });
    expect(onError).toHaveBeenCalledOnce();
    await act(() => login().loginWithCode({ code }));
    expect(login().state).toEqual({ status: 'done' });
  });

  it('says when there is no code to log in with', async () => {
    const { login } = await open();
    await act(() =>
      expect(login().loginWithCode({ code })).rejects.toMatchObject({ code: 'code_not_sent' }),
    );
  });

  describe('with a code that is entered while it is still being sent', () => {
    async function enterEarly(options: UseLoginWithEmailOptions = {}) {
      const { world, login, ...opened } = await open(options);
      const send = world.server.hold('sendCode');
      act(() => void login().sendCode({ email: ada.email }));
      await vi.waitFor(() => expect(world.server.count('sendCode')).toBe(1));
      let done = Promise.resolve();
      act(() => {
        done = login().loginWithCode({ code });
        done.catch(() => {});
      });
      expect(login().state).toEqual({ status: 'submitting-code' });
      return { ...opened, world, login, send, done };
    }

    it('waits for that, and signs in', async () => {
      const { login, send, done, result } = await enterEarly();
      send.release();
      await act(() => done);
      expect(login().state).toEqual({ status: 'done' });
      expect(result.current.session.user).toMatchObject(ada);
    });

    it('says why none was sent', async () => {
      const { login, send, done } = await enterEarly();
      send.fail(new BackendError(429));
      await act(() => expect(done).rejects.toMatchObject({ code: 'http_429' }));
      expect(login().state.status).toBe('error');
    });

    it('signs nobody in once it is taken back', async () => {
      const { world, login, send, done } = await enterEarly();
      act(() => login().cancel());
      send.release();
      await act(() => done);
      expect(login().state).toEqual({ status: 'initial' });
      expect(world.server.count('verifyCode')).toBe(0);
    });
  });

  it('leaves no rejection unhandled when the promise is ignored', async () => {
    const unhandled = vi.fn<() => void>();
    process.on('unhandledRejection', unhandled);
    const { world, login } = await open();
    world.server.break('sendCode', new BackendError(429));
    act(() => void login().sendCode({ email: ada.email }));
    await vi.waitFor(() => expect(login().state.status).toBe('error'));
    await new Promise(setImmediate);
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('shows the state of the latest call only', async () => {
    const { world, login } = await open();
    const first = world.server.hold('sendCode');
    act(() => void login().sendCode({ email: 'old@example.com' }));
    await vi.waitFor(() => expect(world.server.count('sendCode')).toBe(1));
    const second = world.server.hold('sendCode');
    let sent = Promise.resolve();
    act(() => {
      sent = login().sendCode({ email: ada.email });
    });
    await act(async () => first.fail(new BackendError(500)));
    expect(login().state).toEqual({ status: 'sending-code' });
    second.release();
    await act(() => sent);
    expect(login().state).toEqual({ status: 'awaiting-code-input' });
  });

  it('keeps both functions the same', async () => {
    const { login } = await open();
    const before = login();
    await act(() => before.sendCode({ email: ada.email }));
    expect(login().sendCode).toBe(before.sendCode);
    expect(login().loginWithCode).toBe(before.loginWithCode);
  });
});

describe.each(modes)('what the app throws, $mode', ({ Mode }) => {
  it('in onComplete shows, and does not undo the sign-in', async () => {
    const world = createWorld();
    const thrown = new Error('the app');
    const seen: unknown[] = [];
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', (reason) => seen.push(reason));
    const { result } = renderHook(
      () =>
        useLoginWithEmail({
          onComplete: () => {
            throw thrown;
          },
        }),
      {
        wrapper: ({ children }: { children: ReactNode }) => (
          <Mode>
            <MoonKeyProvider
              publishableKey={world.publishableKey}
              config={{ backend: world.server.backend }}
            >
              {children}
            </MoonKeyProvider>
          </Mode>
        ),
      },
    );
    await act(() => result.current.sendCode({ email: ada.email }));
    await act(() => result.current.loginWithCode({ code }));
    await new Promise(setImmediate);
    process.removeAllListeners('unhandledRejection');
    for (const listener of others) process.on('unhandledRejection', listener);
    expect(seen).toEqual([thrown]);
    expect(result.current.state).toEqual({ status: 'done' });
  });
});
