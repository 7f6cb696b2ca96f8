import type { MouseEvent } from 'react';
import { describe, expectTypeOf, it } from 'vitest';
import {
  type Auth,
  Authenticated,
  type AuthView,
  type DialogTexts,
  type LogoutError,
  type MoonKey,
  type MoonKeyConfig,
  type MoonKeyProvider,
  type SessionTokens,
  type SignInError,
  useAuthSelector,
  useLoginWithEmail,
  useLogout,
  useLogoutGuard,
  useMoonKey,
  type User,
} from '@moon-key/react-auth';

describe('useMoonKey', () => {
  it('narrows after destructuring, without "!"', () => {
    const { ready, isAuthenticated, user, status, logout, start, getSessionTokens } = useMoonKey();
    expectTypeOf(isAuthenticated ? user.email : null).toEqualTypeOf<string | null>();
    expectTypeOf(user).toEqualTypeOf<User | null>();
    if (user) expectTypeOf(isAuthenticated).toEqualTypeOf<true>();
    if (!ready) expectTypeOf(status).toEqualTypeOf<'initializing'>();
    if (status === 'authenticated') expectTypeOf(user).toEqualTypeOf<User>();
    if (status === 'loggingOut') expectTypeOf(user).toEqualTypeOf<null>();
    expectTypeOf(logout).toEqualTypeOf<() => Promise<void>>();
    expectTypeOf(getSessionTokens).returns.resolves.toEqualTypeOf<SessionTokens | null>();
    expectTypeOf(start).returns.toEqualTypeOf<void>();
  });

  it('has verbs that a button can take as they are', () => {
    const { logout, start } = useMoonKey();
    expectTypeOf(
      <>
        <button onClick={logout}>Log out</button>
        <button onClick={start}>Sign in</button>
      </>,
    ).not.toBeNever();
    expectTypeOf(start).toBeCallableWith();
    expectTypeOf(start).toBeCallableWith({ email: 'ada@example.com' });
    expectTypeOf<MouseEvent>().toExtend<Parameters<typeof start>[0]>();
    expectTypeOf<{ email: number }>().not.toExtend<Parameters<typeof start>[0]>();
  });

  it('does not narrow what it does not know', () => {
    expectTypeOf<MoonKey['user']>().toEqualTypeOf<User | null>();
    expectTypeOf<
      Extract<MoonKey, { isAuthenticated: true }>['status']
    >().toEqualTypeOf<'authenticated'>();
  });
});

describe('the provider', () => {
  it('takes a key or an engine, not both and not neither', () => {
    type Props = Parameters<typeof MoonKeyProvider>[0];
    expectTypeOf<{ publishableKey: string }>().toExtend<Props>();
    expectTypeOf<{ auth: Auth }>().toExtend<Props>();
    expectTypeOf<{ auth: Auth; publishableKey: string }>().not.toExtend<Props>();
    expectTypeOf<object>().not.toExtend<Props>();
  });
});

describe('the other hooks', () => {
  it('are typed by what they are given', () => {
    expectTypeOf(useAuthSelector((view) => view.pendingRevocations)).toEqualTypeOf<number>();
    expectTypeOf(useAuthSelector).parameter(0).parameter(0).toEqualTypeOf<AuthView>();
    const { error, isLoggingOut } = useLogout({
      onError: (failure) => expectTypeOf(failure).toEqualTypeOf<LogoutError>(),
    });
    expectTypeOf(error).toEqualTypeOf<LogoutError | null>();
    expectTypeOf(isLoggingOut).toEqualTypeOf<boolean>();
    const { state, sendCode } = useLoginWithEmail({
      onComplete: (user) => expectTypeOf(user).toEqualTypeOf<User>(),
    });
    if (state.status === 'error') expectTypeOf(state.error).toEqualTypeOf<SignInError>();
    expectTypeOf(sendCode).returns.resolves.toEqualTypeOf<void>();
    expectTypeOf(useLogoutGuard).parameter(0).toExtend<unknown>();
    useLogoutGuard(null);
  });

  it('hand the user to a function in <Authenticated>', () => {
    expectTypeOf(
      <Authenticated>
        {(user) => {
          expectTypeOf(user).toEqualTypeOf<User>();
          return user.email;
        }}
      </Authenticated>,
    ).not.toBeNever();
  });
});

describe('a user of your own', () => {
  interface Member extends User {
    readonly role: 'admin' | 'member';
  }

  it('types useMoonKey and Authenticated', () => {
    const { isAuthenticated, user } = useMoonKey<Member>();
    expectTypeOf(isAuthenticated ? user.role : null).toEqualTypeOf<Member['role'] | null>();
    expectTypeOf(
      <Authenticated<Member> when={(member) => member.role === 'admin'}>
        {(member) => member.role}
      </Authenticated>,
    ).not.toBeNever();
  });
});

describe('config.texts', () => {
  it('takes any of the dialog’s texts by name, and no other', () => {
    type Texts = MoonKeyConfig['texts'];
    expectTypeOf<Texts>().toEqualTypeOf<Partial<DialogTexts> | undefined>();
    expectTypeOf<{ submitEmail: string }>().toExtend<Texts>();
    expectTypeOf<keyof DialogTexts>().not.toEqualTypeOf<string>();
    // @ts-expect-error A misspelt name.
    const misspelt: Texts = { submitEmails: '' };
    expectTypeOf(misspelt).not.toBeNever();
  });
});
