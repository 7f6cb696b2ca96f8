import { auth } from '../setup.js';

export const loggedOut = auth.createStateConfig({
  description: 'Nobody is signed in.',
  always: [
    { guard: 'arrivalWaits', target: 'signingIn.committing' },
    { guard: 'attemptWaits', target: 'signingIn' },
    { guard: 'adoptionWaits', target: 'signingIn.adopting' },
  ],
  on: {
    LOGOUT: { description: 'Nothing to do.' },
    SIGN_IN: { target: 'signingIn', actions: 'keepAttempt' },
    SIGNED_IN_ELSEWHERE: 'signingIn.adopting',
  },
});
