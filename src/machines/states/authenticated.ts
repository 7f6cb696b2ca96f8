import { assign, emit } from 'xstate';
import type { GuardOutput, RefreshOutput } from '../services.js';
import { auth, codeOf } from '../setup.js';

const sessionEnded = ({ event }: { event: { output: RefreshOutput } }) =>
  event.output.kind === 'ended';
const reportGuards = {
  type: 'report',
  params: ({ event }: { event: { output: GuardOutput } }) =>
    ({ type: 'guardFailed', failures: event.output.failures }) as const,
} as const;
const vetoed = ({ event }: { event: { output: GuardOutput } }) => event.output.by !== null;

const tokens = auth.createStateConfig({
  initial: 'fresh',
  states: {
    fresh: { on: { REFRESH: 'refreshing' } },
    refreshing: {
      invoke: {
        id: 'refreshSession',
        src: 'refreshSession',
        input: ({ context }) => ({ generation: context.session?.generation ?? '' }),
        onDone: [
          {
            guard: sessionEnded,
            target: '#auth.loggingOut',
            actions: {
              type: 'departAsEnded',
              params: ({ event }) =>
                event.output.kind === 'ended' ? event.output.reason : 'revoked',
            },
          },
          {
            target: 'fresh',
            actions: [
              assign(({ event }) =>
                event.output.kind === 'refreshed' ? { session: event.output.session } : {},
              ),
              emit({ type: 'refreshed' }),
            ],
          },
        ],
        onError: {
          target: 'fresh',
          actions: emit(({ event }) => ({ type: 'refreshFailed', code: codeOf(event.error) })),
        },
      },
      after: {
        refreshTimeout: {
          target: 'fresh',
          actions: emit({ type: 'refreshFailed', code: 'timed_out' }),
        },
      },
    },
  },
});

const staying = auth.createStateConfig({
  always: { guard: 'attemptWaits', target: 'switchingUser' },
  on: {
    LOGOUT: [
      { guard: 'mustAskFirst', target: 'confirmingLogout', actions: 'keepScope' },
      { target: '#auth.loggingOut', actions: 'departOnRequest' },
    ],
    SIGN_IN: { target: 'switchingUser', actions: 'keepAttempt' },
  },
});

const confirmingLogout = auth.createStateConfig({
  invoke: {
    id: 'askLogoutGuards',
    src: 'askLogoutGuards',
    onDone: [
      {
        guard: vetoed,
        target: 'staying',
        actions: [
          reportGuards,
          emit(({ event }) => ({ type: 'logoutCancelled', by: event.output.by ?? '' })),
        ],
      },
      {
        target: '#auth.loggingOut',
        actions: [reportGuards, 'departOnRequest'],
      },
    ],
    onError: { target: '#auth.loggingOut', actions: 'departOnRequest' },
  },
  after: {
    guardTimeout: {
      target: 'staying',
      actions: emit({ type: 'logoutCancelled', by: 'timeout' }),
    },
  },
  on: { LOGOUT: {}, SIGN_IN: { actions: 'keepAttempt' } },
});

const switchingUser = auth.createStateConfig({
  invoke: {
    id: 'verifySignIn',
    src: 'verifySignIn',
    input: ({ context }) => ({ attempt: context.attempt ?? '' }),
    onDone: {
      target: '#auth.loggingOut',
      actions: { type: 'departForSuccessor', params: ({ event }) => event.output },
    },
    onError: {
      target: 'staying',
      actions: { type: 'failSignIn', params: ({ event }) => codeOf(event.error) },
    },
  },
  after: {
    signInTimeout: { target: 'staying', actions: { type: 'failSignIn', params: 'timed_out' } },
  },
  on: {
    LOGOUT: [
      {
        guard: 'mustAskFirst',
        target: 'confirmingLogout',
        actions: ['cancelSignIn', 'keepScope'],
      },
      { target: '#auth.loggingOut', actions: 'departOnRequest' },
    ],
    SIGN_IN: { target: 'switchingUser', reenter: true, actions: 'keepAttempt' },
  },
});

export const authenticated = auth.createStateConfig({
  type: 'parallel',
  entry: assign({ adopt: false, reason: null, departing: null }),
  on: {
    SESSION_EXPIRED: {
      guard: 'isThisSession',
      target: 'loggingOut',
      actions: { type: 'departAsEnded', params: 'expired' },
    },
    SIGNED_OUT_ELSEWHERE: {
      guard: 'isThisSession',
      target: 'loggingOut',
      actions: { type: 'departAsEnded', params: 'loggedOutElsewhere' },
    },
    SIGNED_IN_ELSEWHERE: {
      guard: 'isAnotherSession',
      target: 'loggingOut',
      actions: [{ type: 'departAsEnded', params: 'userSwitched' }, 'keepAdoption'],
    },
  },
  states: {
    tokens,
    intent: { initial: 'staying', states: { staying, confirmingLogout, switchingUser } },
  },
});
