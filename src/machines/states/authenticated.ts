import { assign, emit } from 'xstate';
import { auth, codeOf } from '../setup.js';

const tokens = auth.createStateConfig({
  description: 'Whether a new JWT is on its way.',
  initial: 'fresh',
  states: {
    fresh: {
      description: 'No refresh is under way.',
      on: { REFRESH: 'refreshing' },
    },
    refreshing: {
      description: 'Gets a fresh JWT. A logout leaves this state, and with it the refresh.',
      invoke: {
        id: 'refreshSession',
        src: 'refreshSession',
        input: ({ context }) => ({ generation: context.session?.generation ?? '' }),
        onDone: [
          {
            guard: ({ event }) => event.output.kind === 'ended',
            target: '#auth.loggingOut',
            actions: {
              type: 'depart',
              params: ({ event }) => ({
                reason: event.output.kind === 'ended' ? event.output.reason : 'revoked',
                tell: false,
              }),
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
          description: 'The session stays: only the server may end it.',
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
  description: 'Nothing: the session is in use.',
  always: { guard: 'attemptWaits', target: 'switchingUser' },
  on: {
    LOGOUT: [
      { guard: 'mustAskFirst', target: 'confirmingLogout', actions: 'keepScope' },
      {
        target: '#auth.loggingOut',
        actions: {
          type: 'depart',
          params: ({ event }) => ({ reason: 'logout', tell: true, scope: event.scope }),
        },
      },
    ],
    SIGN_IN: { target: 'switchingUser', actions: 'keepAttempt' },
  },
});

const confirmingLogout = auth.createStateConfig({
  description: 'The app is asked whether the user may go. Nothing has happened yet.',
  invoke: {
    id: 'askLogoutGuards',
    src: 'askLogoutGuards',
    onDone: [
      {
        guard: ({ event }) => event.output.by !== null,
        target: 'staying',
        actions: [
          { type: 'reportGuards', params: ({ event }) => event.output.failures },
          emit(({ event }) => ({ type: 'logoutCancelled', by: event.output.by ?? '' })),
        ],
      },
      {
        target: '#auth.loggingOut',
        actions: [
          { type: 'reportGuards', params: ({ event }) => event.output.failures },
          {
            type: 'depart',
            params: ({ context }) => ({ reason: 'logout', tell: true, scope: context.scope }),
          },
        ],
      },
    ],
    onError: {
      description: 'A broken guard keeps nobody signed in.',
      target: '#auth.loggingOut',
      actions: {
        type: 'depart',
        params: ({ context }) => ({ reason: 'logout', tell: true, scope: context.scope }),
      },
    },
  },
  after: {
    guardTimeout: {
      description: 'No answer is not a yes.',
      target: 'staying',
      actions: emit({ type: 'logoutCancelled', by: 'timeout' }),
    },
  },
  on: {
    LOGOUT: { description: 'Already asking.' },
    SIGN_IN: { actions: 'keepAttempt' },
  },
});

const switchingUser = auth.createStateConfig({
  description: 'Another user signs in. This one stays until the code is accepted.',
  invoke: {
    id: 'verifySignIn',
    src: 'verifySignIn',
    input: ({ context }) => ({ attempt: context.attempt ?? '' }),
    onDone: {
      target: '#auth.loggingOut',
      actions: {
        type: 'depart',
        params: ({ event }) => ({ reason: 'userSwitched', tell: true, successor: event.output }),
      },
    },
    onError: {
      target: 'staying',
      actions: { type: 'failSignIn', params: ({ event }) => codeOf(event.error) },
    },
  },
  after: {
    signInTimeout: {
      target: 'staying',
      actions: { type: 'failSignIn', params: 'timed_out' },
    },
  },
  on: {
    LOGOUT: [
      {
        guard: 'mustAskFirst',
        target: 'confirmingLogout',
        actions: ['cancelSignIn', 'keepScope'],
      },
      {
        target: '#auth.loggingOut',
        actions: {
          type: 'depart',
          params: ({ event }) => ({ reason: 'logout', tell: true, scope: event.scope }),
        },
      },
    ],
    SIGN_IN: { target: 'switchingUser', reenter: true, actions: 'keepAttempt' },
  },
});

export const authenticated = auth.createStateConfig({
  description: 'Someone is signed in.',
  type: 'parallel',
  entry: assign({ adopt: false, reason: null, departing: null }),
  on: {
    SESSION_EXPIRED: {
      guard: 'isThisSession',
      target: 'loggingOut',
      actions: { type: 'depart', params: { reason: 'expired', tell: false } },
    },
    SIGNED_OUT_ELSEWHERE: {
      guard: 'isThisSession',
      target: 'loggingOut',
      actions: { type: 'depart', params: { reason: 'loggedOutElsewhere', tell: false } },
    },
    SIGNED_IN_ELSEWHERE: {
      description: 'The other user is taken over once this one is logged out.',
      guard: 'isAnotherSession',
      target: 'loggingOut',
      actions: [
        { type: 'depart', params: { reason: 'userSwitched', tell: false } },
        'keepAdoption',
      ],
    },
  },
  states: {
    tokens,
    intent: {
      description: 'What the user is about to do with the session.',
      initial: 'staying',
      states: { staying, confirmingLogout, switchingUser },
    },
  },
});
