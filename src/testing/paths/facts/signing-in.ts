import type { Fact } from '../fact.js';
import type { Person } from '../people.js';
import { isAround } from '../is-around.js';
import { isRunning } from '../statechart.js';
import { unfold } from '../unfold.js';

const signIn = (person: Person) => Object.assign({ type: 'SIGN_IN' }, { attempt: person });

const by: Fact['by'] = ({ auth }) => (auth?.matches('loggedOut') ? 'user' : 'app');

/** Somebody enters a one-time code. */
export const signingIn = {
  signsIn: {
    label: 'sign in',
    by,
    applies: (situation) =>
      situation.auth?.matches('loggedOut') === true && situation.world.disk === null,
    happens: (situation) => unfold(situation, signIn('ada')),
  },
  signsInAsAnother: {
    label: 'sign in as another user',
    by,
    applies: (situation) =>
      situation.auth !== null && !isAround(situation, 'grace') && situation.world.disk !== 'grace',
    happens: (situation) => unfold(situation, signIn('grace')),
  },
  entersCodeAgain: {
    label: 'enter the code again',
    by: 'app',
    applies: ({ auth }) => isRunning(auth, 'verifySignIn'),
    happens: (situation) =>
      unfold(situation, signIn((situation.auth?.context.attempt ?? 'ada') as Person)),
  },
} satisfies Record<string, Fact>;
