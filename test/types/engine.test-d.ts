import { describe, expectTypeOf, it } from 'vitest';
import {
  type Auth,
  type AuthNotice,
  type AuthOptions,
  createAuth,
  type LogoutErrorCode,
  type SessionTokens,
} from '@moon-key/react-auth/engine';
import type { AuthView, User } from '@moon-key/react-auth/machine';
import type { Backend, Grant, RevocationProof } from '@moon-key/react-auth/services';
import {
  clearCacheStorage,
  clearLocalStorage,
  clearQueryClient,
} from '@moon-key/react-auth/cleaners';

declare const auth: Auth;

describe('the view', () => {
  it('narrows after destructuring, without "!"', () => {
    const { isAuthenticated, user, status, ready } = auth.getView();
    expectTypeOf(isAuthenticated ? user.email : null).toEqualTypeOf<string | null>();
    if (status === 'authenticated') expectTypeOf(user).toEqualTypeOf<User>();
    if (status === 'loggedOut') expectTypeOf(user).toEqualTypeOf<null>();
    if (!ready) expectTypeOf(status).toEqualTypeOf<'initializing'>();
    if (user) expectTypeOf(isAuthenticated).toEqualTypeOf<true>();
  });

  it('has outcomes only where a logout is under way', () => {
    const view = auth.getView();
    if (view.status === 'loggingOut')
      expectTypeOf(view.device).toEqualTypeOf<'cleared' | 'cookieLeft' | 'failed' | null>();
    expectTypeOf<Extract<AuthView, { status: 'authenticated' }>>().not.toHaveProperty('reason');
  });
});

describe('the verbs', () => {
  it('take and give', () => {
    expectTypeOf(auth.logout).toEqualTypeOf<() => Promise<void>>();
    expectTypeOf(auth.logout).toExtend<(event: object) => unknown>();
    expectTypeOf(auth.getSessionTokens).returns.resolves.toEqualTypeOf<SessionTokens | null>();
    expectTypeOf(auth.signIn).parameter(0).toEqualTypeOf<{
      methodId: string;
      code: string;
      remember?: boolean;
    }>();
    expectTypeOf(auth.signIn).returns.resolves.toEqualTypeOf<User>();
    expectTypeOf(createAuth).parameter(0).toEqualTypeOf<AuthOptions>();
  });

  it('hand a listener the notice it asked for', () => {
    auth.on('loggedOut', (notice) => {
      expectTypeOf(notice.device).toEqualTypeOf<'cleared' | 'cookieLeft' | 'failed'>();
      expectTypeOf(notice.server).toEqualTypeOf<'revoked' | 'queued' | 'refused' | 'notNeeded'>();
    });
    auth.on('cleanupFailed', ({ name, code }) => {
      expectTypeOf(name).toEqualTypeOf<string>();
      expectTypeOf(code).toEqualTypeOf<'threw' | 'timed_out'>();
    });
    auth.on('*', (notice) => expectTypeOf(notice).toEqualTypeOf<AuthNotice>());
  });

  it('name every way a logout can fail', () => {
    expectTypeOf<LogoutErrorCode>().toEqualTypeOf<
      | 'revocation_queued'
      | 'revocation_refused'
      | 'device_not_cleared'
      | 'cancelled'
      | 'everywhere_unavailable'
    >();
  });
});

describe('a backend of one’s own', () => {
  it('is two functions, two more for codes, and one for a session that is there already', () => {
    expectTypeOf<keyof Backend>().toEqualTypeOf<
      'sendCode' | 'verifyCode' | 'current' | 'refresh' | 'revoke'
    >();
    expectTypeOf<{
      refresh: (input: { sessionToken: string }) => Promise<Grant>;
      revoke: () => Promise<void>;
    }>().toExtend<Backend>();
    expectTypeOf<Grant['ticket']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<RevocationProof>().toEqualTypeOf<
      | { readonly ticket: string; readonly age: number }
      | {
          readonly sessionToken: string;
          readonly sessionId?: string;
          readonly scope: 'session' | 'everywhere';
        }
    >();
  });
});

describe('the ready-made cleaners', () => {
  it('are cleaners', () => {
    type Cleaner = Parameters<Auth['addCleaner']>[1];
    expectTypeOf(clearCacheStorage).returns.toEqualTypeOf<Cleaner>();
    expectTypeOf(clearQueryClient).returns.toEqualTypeOf<Cleaner>();
    expectTypeOf(clearLocalStorage).returns.toEqualTypeOf<Cleaner>();
  });

  it('take keys or a prefix, not both', () => {
    type Choice = Parameters<typeof clearLocalStorage>[0];
    expectTypeOf<{ prefix: string }>().toExtend<Choice>();
    expectTypeOf<{ keys: string[] }>().toExtend<Choice>();
    expectTypeOf<{ keys: string[]; prefix: string }>().not.toExtend<Choice>();
    expectTypeOf<object>().not.toExtend<Choice>();
  });
});
