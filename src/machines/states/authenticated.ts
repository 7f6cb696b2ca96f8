import { assign, emit } from 'xstate';
import type { GuardOutput, RefreshOutput } from '../services.js';
import { codeOf, state } from '../setup.js';

type EndedOutput = Extract<RefreshOutput, { kind: 'ended' }>;
type RefreshedOutput = Exclude<RefreshOutput, EndedOutput>;
const sessionEnded = ({ event }: { event: { output: RefreshOutput } }) =>
  event.output.kind === 'ended';
const reportGuards = {
  type: 'report',
  params: ({ event }: { event: { output: GuardOutput } }) =>
    ({ type: 'guardFailed', failures: event.output.failures }) as const,
} as const;
const vetoed = ({ event }: { event: { output: GuardOutput } }) => event.output.by !== null;

const tokens = state({
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
              params: ({ event }) => (event.output as EndedOutput).reason,
            },
          },
          {
            target: 'fresh',
            actions: [
              assign(({ event }) => ({ session: (event.output as RefreshedOutput).session })),
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

const staying = state({
  always: { guard: 'attemptWaits', target: 'switchingUser' },
  on: {
    LOGOUT: [
      { guard: 'mustAskFirst', target: 'confirmingLogout', actions: 'keepScope' },
      { target: '#auth.loggingOut', actions: 'departOnRequest' },
    ],
    SIGN_IN: { target: 'switchingUser', actions: 'keepAttempt' },
  },
});

const confirmingLogout = state({
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

const switchingUser = state({
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

export const authenticated = state({
  type: 'parallel',
  entry: assign({ adopt: false, reason: null, departing: null }),
  on: {
    SESSION_EXPIRED: {
      guard: 'isThisSession',
      target: 'loggingOut',
      actions: { type: 'departAsEnded', params: ({ event }) => event.reason ?? 'expired' },
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

/** What its states are for, by id: an app that only runs the chart downloads none of it. */
export const authenticatedDescriptions = {
  'auth.authenticated': 'Someone is signed in.',
  'auth.authenticated.tokens': 'Whether a new JWT is on its way.',
  'auth.authenticated.tokens.fresh': 'No refresh is under way.',
  'auth.authenticated.tokens.refreshing':
    'Gets a fresh JWT. A logout leaves this state, and with it the refresh; a failure keeps the session.',
  'auth.authenticated.intent': 'What the user is about to do with the session.',
  'auth.authenticated.intent.staying': 'Nothing: the session is in use.',
  'auth.authenticated.intent.confirmingLogout':
    'The app is asked whether the user may go. Nothing has happened yet, and no answer is not a yes.',
  'auth.authenticated.intent.switchingUser':
    'Another user signs in. This one stays until the code is accepted.',
};
