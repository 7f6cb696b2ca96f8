import { auth } from '../setup.js';

export const loggedOut = auth.createStateConfig({
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
