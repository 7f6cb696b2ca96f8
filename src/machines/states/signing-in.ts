import { assign, emit } from 'xstate';
import { codeOf, state } from '../setup.js';
import { restoring } from './restoring.js';

const verifying = state({
  invoke: {
    id: 'verifySignIn',
    src: 'verifySignIn',
    input: ({ context }) => ({ attempt: context.attempt ?? '' }),
    onDone: {
      target: 'committing',
      actions: { type: 'arrive', params: ({ event }) => event.output },
    },
    onError: {
      target: '#auth.loggedOut',
      actions: { type: 'failSignIn', params: ({ event }) => codeOf(event.error) },
    },
  },
  after: {
    signInTimeout: {
      target: '#auth.loggedOut',
      actions: { type: 'failSignIn', params: 'timed_out' },
    },
  },
  on: {
    LOGOUT: { target: '#auth.loggedOut', actions: 'cancelSignIn' },
    SIGN_IN: { target: 'verifying', reenter: true, actions: 'keepAttempt' },
    SIGNED_IN_ELSEWHERE: { actions: 'keepAdoption' },
  },
});

const committing = state({
  invoke: {
    id: 'commitSession',
    src: 'commitSession',
    input: ({ context }) => ({ generation: context.arriving?.generation ?? '' }),
    onDone: {
      target: '#auth.authenticated',
      actions: [
        assign(({ context, event }) => ({
          session: context.arriving,
          arriving: null,
          storage: event.output.storage,
        })),
        emit(({ context }) => ({
          type: 'signedIn',
          generation: context.session?.generation ?? '',
          restored: false,
        })),
      ],
    },
    onError: {
      target: '#auth.loggedOut',
      actions: { type: 'failSignIn', params: ({ event }) => codeOf(event.error) },
    },
  },
  after: {
    commitTimeout: {
      target: '#auth.loggedOut',
      actions: { type: 'failSignIn', params: 'timed_out' },
    },
  },
  on: {
    LOGOUT: { target: '#auth.loggingOut', actions: 'departOnRequest' },
    SIGN_IN: { actions: 'keepAttempt' },
    SIGNED_OUT_ELSEWHERE: {
      guard: 'isThisSession',
      target: '#auth.loggingOut',
      actions: 'departOnRequest',
    },
    SIGNED_IN_ELSEWHERE: { actions: 'keepAdoption' },
  },
});

const adopting = state({
  ...restoring,
  entry: assign({ adopt: false }),
  on: {
    LOGOUT: { target: '#auth.loggingOut', actions: 'departOnRequest' },
    SIGN_IN: { actions: 'keepAttempt' },
    SIGNED_OUT_ELSEWHERE: { target: 'adopting', reenter: true },
    SIGNED_IN_ELSEWHERE: { target: 'adopting', reenter: true },
  },
});

export const signingIn = state({
  initial: 'verifying',
  states: { verifying, committing, adopting },
});

/** What its states are for, by id: an app that only runs the chart downloads none of it. */
export const signingInDescriptions = {
  'auth.signingIn': 'A session is on its way.',
  'auth.signingIn.verifying':
    'The code is exchanged for a session. One that arrives after a cancellation is revoked.',
  'auth.signingIn.committing': 'The session is written to the device, compare-and-set.',
  'auth.signingIn.adopting': "Another tab's session is read from the device.",
};
