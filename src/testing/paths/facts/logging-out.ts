import type { Fact } from '../fact.js';
import type { Situation } from '../situation.js';
import { eventOf, isRunning } from '../statechart.js';
import { unfold } from '../unfold.js';

const logOut = (guarded: boolean) =>
  Object.assign({ type: 'LOGOUT' }, { scope: 'session', guarded });

const canClick = ({ auth }: Situation) =>
  auth?.matches({ authenticated: { intent: 'staying' } }) ?? false;

const isSwitching = ({ auth }: Situation) =>
  auth?.matches({ authenticated: { intent: 'switchingUser' } }) ?? false;

const isAsked = ({ auth }: Situation) => isRunning(auth, 'askLogoutGuards');

/** The other tab's session that this one waits for is gone again: whom a logout meets is open. */
const waitsForNobody = ({ auth, world }: Situation) =>
  world.disk === null &&
  (auth?.context.adopt === true || auth?.matches({ signingIn: 'adopting' }) === true);

/** The user answers the app's question, or the guard that asks it fails. */
function answer(label: string, by: Fact['by'], output: unknown): Fact {
  return {
    label,
    by,
    applies: isAsked,
    happens: (situation) => unfold(situation, eventOf.done('askLogoutGuards', output)),
  };
}

/** What a user does in order to log out. */
export const loggingOut = {
  clicksLogOut: {
    label: 'log out',
    by: 'user',
    applies: canClick,
    happens: (situation) => unfold(situation, logOut(false)),
  },
  doubleClicksLogOut: {
    label: 'double-click log out',
    by: 'user',
    applies: canClick,
    happens: (situation) => unfold(situation, logOut(false), logOut(false)),
  },
  clicksLogOutAndIsAsked: {
    label: 'log out, asked to confirm',
    by: 'user',
    applies: canClick,
    happens: (situation) => unfold(situation, logOut(true)),
  },
  clicksLogOutAgain: {
    label: 'click log out again',
    by: 'user',
    applies: isAsked,
    happens: (situation) => unfold(situation, logOut(true)),
  },
  confirms: answer('confirm', 'user', { by: null, failures: [] }),
  vetoes: answer('change their mind', 'user', { by: 'unsavedChanges', failures: [] }),
  guardThrows: answer("the app's guard throws", 'app', {
    by: null,
    failures: [{ name: 'unsavedChanges', code: 'threw' }],
  }),
  appLogsOut: {
    label: ({ auth }) => (auth?.matches('loggedOut') ? 'log out again' : 'the app logs out'),
    by: 'app',
    applies: (situation) =>
      situation.auth !== null && !canClick(situation) && !waitsForNobody(situation),
    happens: (situation) => unfold(situation, logOut(false)),
  },
  appLogsOutAndAsks: {
    label: 'the app logs out, asking first',
    by: 'app',
    applies: isSwitching,
    happens: (situation) => unfold(situation, logOut(true)),
  },
} satisfies Record<string, Fact>;
