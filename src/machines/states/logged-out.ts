import { state } from '../setup.js';

export const loggedOut = state({
  always: [
    { guard: 'arrivalWaits', target: 'signingIn.committing' },
    { guard: 'attemptWaits', target: 'signingIn' },
    { guard: 'adoptionWaits', target: 'signingIn.adopting' },
  ],
  on: {
    LOGOUT: {},
    SIGN_IN: { target: 'signingIn', actions: 'keepAttempt' },
    SIGNED_IN_ELSEWHERE: 'signingIn.adopting',
  },
});

/** What its states are for, by id: an app that only runs the chart downloads none of it. */
export const loggedOutDescriptions = {
  'auth.loggedOut': 'Nobody is signed in.',
};
